"""Decisions on releases: publish what is there, make one current, go back."""

import shutil

from django.db import transaction

from prospect.audit.actions import record_event
from prospect.catalogue.models import Region
from prospect.releases.build import Progress, build_release
from prospect.releases.store import (
    NoRelease,
    Release,
    all_releases,
    current_id,
    release,
    switch_current,
)
from prospect.releases.verify import find_faults

KEPT = 10  # releases that stay on disk beside the current one; old tile addresses live as long


class RefusedRelease(Exception):
    """Verification found faults; the release before stays current."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


def publish_release(
    *, by: str, allow_removal: bool = False, progress: Progress = lambda step: None
) -> Release:
    """Build, verify and activate a release; RefusedRelease leaves the old one current."""
    if not Region.objects.public().exists():
        raise RefusedRelease(["No region is loaded yet. Load one: prospect load FOLDER"])
    built = build_release(progress)
    progress("verify")
    if faults := find_faults(built, allow_removal=allow_removal):
        shutil.rmtree(built.folder)
        raise RefusedRelease(faults)
    _switch(built, by=by, verb="activate release")
    _drop_old()
    return built


def activate_release(release_id: str, *, by: str, allow_removal: bool = False) -> Release:
    """Make a kept release current after verifying it again."""
    chosen = release(release_id)
    if faults := find_faults(chosen, allow_removal=allow_removal):
        raise RefusedRelease(faults)
    _switch(chosen, by=by, verb="activate release")
    return chosen


def roll_back(*, by: str, progress: Progress = lambda step: None) -> Release:
    """Make the newest sound release older than the current one current; tell which it passes over.

    What has come since may go again: that is what going back is for.
    """
    now = current_id()
    for kept in (kept for kept in all_releases() if kept.id < now):
        if faults := find_faults(kept, allow_removal=True):
            progress(f"{kept.id} is passed over: {' '.join(faults)}")
            continue
        _switch(kept, by=by, verb="roll back to release")
        return kept
    raise NoRelease("There is no older sound release to go back to.")


def _switch(chosen: Release, *, by: str, verb: str) -> None:
    with transaction.atomic():
        record_event(by=by, verb=verb, subject=chosen.id)
        switch_current(chosen)


def _drop_old() -> None:
    now = current_id()
    for old in [kept for kept in all_releases() if kept.id != now][KEPT:]:
        shutil.rmtree(old.folder, ignore_errors=True)
