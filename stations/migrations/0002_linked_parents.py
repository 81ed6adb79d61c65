"""Composite foreign keys: what belongs together is of one community, one station, one hold."""

from django.db import migrations

from common.db.constraints import composite_foreign_key
from stations.models.holds import hold_foreign_key


class Migration(migrations.Migration):
    dependencies = [("stations", "0001_initial"), ("grid", "0013_statutory_calendar")]

    operations = [
        composite_foreign_key(
            table="stations_station",
            name="station_grid_same_community",
            columns=("grid_id", "community_id"),
            references="grid_grid",
            referenced=("id", "community_id"),
        ),
        composite_foreign_key(
            table="stations_station",
            name="station_estate_same_community",
            columns=("estate_id", "community_id"),
            references="grid_estate",
            referenced=("id", "community_id"),
        ),
        composite_foreign_key(
            table="stations_space",
            name="space_whole_is_no_part",
            columns=("part_of_id", "whole_is_part"),
            references="stations_space",
            referenced=("id", "is_part"),
        ),
        composite_foreign_key(
            table="stations_space",
            name="space_parts_in_one_station",
            columns=("part_of_id", "station_id"),
            references="stations_space",
            referenced=("id", "station_id"),
        ),
        hold_foreign_key(table="stations_booking", name="booking_holds_as_said"),
    ]
