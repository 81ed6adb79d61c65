"""What the triggers of grid ask of the rows beside their own, in SQL."""

# Kinds, buildings and grids stay in their community; gates do too, by the estate.
MATTER_IN_ONE_COMMUNITY = """
    EXISTS (SELECT 1 FROM grid_matterkind k WHERE k.id = NEW.kind_id AND k.community_id = NEW.community_id)
    AND (NEW.grid_id IS NULL OR EXISTS (
        SELECT 1 FROM grid_grid g WHERE g.id = NEW.grid_id AND g.community_id = NEW.community_id))
    AND (NEW.building_id IS NULL OR EXISTS (
        SELECT 1 FROM grid_building b WHERE b.id = NEW.building_id AND b.community_id = NEW.community_id))
    AND (NEW.gate_id IS NULL OR EXISTS (
        SELECT 1 FROM grid_gate a JOIN grid_estate e ON e.id = a.estate_id
        WHERE a.id = NEW.gate_id AND e.community_id = NEW.community_id))
"""

# What is open goes anywhere but to “confirmed”, and never back to “sent”. What was answered is confirmed or opened
# again; what turned out to be the same as another, or was not taken up, can be taken out of there.
MATTER_GOES_ON = """
    NEW.status <> 'reported' AND CASE
        WHEN OLD.status = 'reported' THEN NEW.status IN ('received', 'duplicate', 'rejected')
        WHEN OLD.status IN ('received', 'in_hand', 'planned') THEN NEW.status <> 'confirmed'
        WHEN OLD.status = 'done' THEN NEW.status IN ('confirmed', 'in_hand', 'duplicate')
        ELSE NEW.status = 'in_hand'
    END
"""

# A parent is no duplicate itself, so that whoever is led on arrives, and belongs to the same community.
MATTER_MERGED_ONCE = """
    (NEW.parent_id IS NULL OR EXISTS (
        SELECT 1 FROM grid_matter p
        WHERE p.id = NEW.parent_id AND p.parent_id IS NULL AND p.community_id = NEW.community_id))
    AND (NEW.parent_id IS NULL OR NOT EXISTS (SELECT 1 FROM grid_matter c WHERE c.parent_id = NEW.id))
"""
