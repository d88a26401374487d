"""Who publishes, and the people who work for them."""

from prospect.partners.models.partner import Partner
from prospect.partners.models.person import Membership, Person

__all__ = ["Membership", "Partner", "Person"]
