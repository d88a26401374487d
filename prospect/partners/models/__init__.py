"""Who publishes, and the people who work for them."""

from prospect.partners.models.partner import Partner
from prospect.partners.models.person import Membership, Person
from prospect.partners.models.terms import Terms, facts_in_time, terms_of

__all__ = ["Membership", "Partner", "Person", "Terms", "facts_in_time", "terms_of"]
