"""The volunteer team as the office keeps it. Every act goes through volunteers/actions/."""

from volunteers.admin.activities import ActivityAdmin

__all__ = ["ActivityAdmin"]
