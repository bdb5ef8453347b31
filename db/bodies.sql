-- Who is responsible: councils, integrated care boards (ICBs), the clinical commissioning groups (CCGs) before them, trusts.
-- Names stay as printed in weaknesses.responsible, inspections.health_bodies and actions.owner; these tables say whose names
-- they are, so that a body, those it came from and those that came after it are one line of history.

CREATE TABLE bodies (
    body_id TEXT PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('council', 'icb', 'ccg', 'trust', 'other')),
    ods_code TEXT,                    -- the NHS's own code
    valid_from TEXT,                  -- first day, NULL where it is not known
    valid_to TEXT,                    -- last day, NULL where it is still there
    source_url TEXT
) STRICT;

CREATE TABLE body_aliases (
    alias TEXT PRIMARY KEY,
    body_id TEXT NOT NULL REFERENCES bodies (body_id)
) STRICT;

CREATE TABLE body_successors (
    predecessor_id TEXT NOT NULL REFERENCES bodies (body_id),
    successor_id TEXT NOT NULL REFERENCES bodies (body_id),
    effective_date TEXT NOT NULL,
    source_url TEXT,
    PRIMARY KEY (predecessor_id, successor_id)
) STRICT;

CREATE TABLE area_bodies (
    area_id TEXT NOT NULL REFERENCES areas (area_id),
    body_id TEXT NOT NULL REFERENCES bodies (body_id),
    PRIMARY KEY (area_id, body_id)
) STRICT;

CREATE TABLE weakness_bodies (
    weakness_id TEXT NOT NULL REFERENCES weaknesses (weakness_id),
    body_id TEXT NOT NULL REFERENCES bodies (body_id),
    named TEXT NOT NULL,              -- the name as printed
    PRIMARY KEY (weakness_id, body_id)
) STRICT;

CREATE TABLE inspection_bodies (
    inspection_id TEXT NOT NULL REFERENCES inspections (inspection_id),
    body_id TEXT NOT NULL REFERENCES bodies (body_id),
    named TEXT NOT NULL,
    PRIMARY KEY (inspection_id, body_id)
) STRICT;

CREATE TABLE action_bodies (
    action_id TEXT NOT NULL REFERENCES actions (action_id),
    body_id TEXT NOT NULL REFERENCES bodies (body_id),
    named TEXT NOT NULL,
    PRIMARY KEY (action_id, body_id)
) STRICT;

-- A body with all it came from and all that came after it, itself included. A body that was split has several successors.
CREATE VIEW body_history AS
WITH RECURSIVE
before (body_id, related_id) AS (
    SELECT successor_id, predecessor_id FROM body_successors
    UNION
    SELECT before.body_id, s.predecessor_id
    FROM before JOIN body_successors s ON s.successor_id = before.related_id
),
after (body_id, related_id) AS (
    SELECT predecessor_id, successor_id FROM body_successors
    UNION
    SELECT after.body_id, s.successor_id
    FROM after JOIN body_successors s ON s.predecessor_id = after.related_id
),
line (body_id, relation, related_id) AS (
    SELECT body_id, 'own', body_id FROM bodies
    UNION ALL
    SELECT body_id, 'predecessor', related_id FROM before
    UNION ALL
    SELECT body_id, 'successor', related_id FROM after
)
SELECT line.body_id, line.relation, line.related_id, b.name AS related, b.kind, b.valid_from, b.valid_to
FROM line JOIN bodies b ON b.body_id = line.related_id;

-- What a body had to do with, and how we know: named with the weakness; named by the inspection; or a body of that area
-- on the day of the inspection, where no document read so far names any.
CREATE VIEW body_weaknesses AS
SELECT wb.body_id, w.weakness_id, w.inspection_id, w.area_id, w.kind, 'named with the weakness' AS basis
FROM weakness_bodies wb
JOIN weaknesses w ON w.weakness_id = wb.weakness_id
UNION ALL
SELECT ib.body_id, w.weakness_id, w.inspection_id, w.area_id, w.kind, 'named by the inspection'
FROM weaknesses w
JOIN inspection_bodies ib ON ib.inspection_id = w.inspection_id
WHERE NOT EXISTS (SELECT 1 FROM weakness_bodies wb WHERE wb.weakness_id = w.weakness_id)
UNION ALL
SELECT ab.body_id, w.weakness_id, w.inspection_id, w.area_id, w.kind, 'body of the area at the time'
FROM weaknesses w
JOIN inspections i ON i.inspection_id = w.inspection_id
JOIN area_bodies ab ON ab.area_id = w.area_id
JOIN bodies b ON b.body_id = ab.body_id
WHERE NOT EXISTS (SELECT 1 FROM weakness_bodies wb WHERE wb.weakness_id = w.weakness_id)
    AND NOT EXISTS (SELECT 1 FROM inspection_bodies ib WHERE ib.inspection_id = w.inspection_id)
    AND coalesce(b.valid_from, '') <= coalesce(i.start_date, i.published)
    AND coalesce(b.valid_to, '9999') >= coalesce(i.start_date, i.published);
