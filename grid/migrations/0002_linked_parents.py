from django.db import migrations

from common.db.constraints import composite_foreign_key


class Migration(migrations.Migration):
    dependencies = [("grid", "0001_initial")]

    operations = [
        composite_foreign_key(
            table="grid_orgunit",
            name="org_unit_parent_one_level_up",
            columns=("parent_id", "parent_level"),
            references="grid_orgunit",
            referenced=("id", "level"),
        ),
        composite_foreign_key(
            table="grid_orgunit",
            name="org_unit_parent_same_community",
            columns=("parent_id", "community_id"),
            references="grid_orgunit",
            referenced=("id", "community_id"),
        ),
        composite_foreign_key(
            table="grid_postbuilding",
            name="post_building_of_pioneer_post",
            columns=("post_id", "post_level"),
            references="grid_orgunit",
            referenced=("id", "level"),
        ),
        composite_foreign_key(
            table="grid_building",
            name="building_estate_same_community",
            columns=("estate_id", "community_id"),
            references="grid_estate",
            referenced=("id", "community_id"),
        ),
        composite_foreign_key(
            table="grid_building",
            name="building_grid_same_community",
            columns=("grid_id", "community_id"),
            references="grid_grid",
            referenced=("id", "community_id"),
        ),
        composite_foreign_key(
            table="grid_residence",
            name="residence_household_in_building",
            columns=("household_id", "building_id"),
            references="grid_household",
            referenced=("id", "building_id"),
        ),
    ]
