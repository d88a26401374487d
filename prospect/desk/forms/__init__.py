"""Forms of the desk."""

from prospect.desk.forms.admission import Admission

__all__ = ["Admission"]
