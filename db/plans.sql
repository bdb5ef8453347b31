-- What each version of a plan said of an action, so that slippage between versions can be seen.

CREATE TABLE action_versions (
    action_id TEXT NOT NULL REFERENCES actions (action_id),
    document_id TEXT NOT NULL REFERENCES documents (document_id),
    published TEXT,                   -- the version's own day, where known
    text TEXT NOT NULL,               -- its wording in this version
    owner TEXT,
    deadline_text TEXT,
    deadline TEXT,
    status TEXT,
    page INTEGER,
    char_start INTEGER,
    char_end INTEGER,
    PRIMARY KEY (action_id, document_id)
) STRICT;

-- Actions that two versions of a plan tell differently: a deadline that moved, a status that changed, another owner.
CREATE VIEW plan_slippage AS
WITH versions AS (
    SELECT
        v.*,
        lag(v.document_id) OVER version AS before_document_id,
        lag(v.published) OVER version AS before_published,
        lag(v.deadline_text) OVER version AS before_deadline_text,
        lag(v.deadline) OVER version AS before_deadline,
        lag(v.status) OVER version AS before_status,
        lag(v.owner) OVER version AS before_owner
    FROM action_versions v
    WINDOW version AS (PARTITION BY v.action_id ORDER BY coalesce(v.published, ''), v.document_id)
)
SELECT
    a.area_id,
    areas.name AS area,
    a.inspection_id,
    a.weakness_id,
    versions.action_id,
    a.ref,
    versions.text AS action,
    versions.before_published,
    versions.published,
    versions.before_deadline_text,
    versions.deadline_text,
    versions.before_deadline,
    versions.deadline,
    CAST(julianday(versions.deadline) - julianday(versions.before_deadline) AS INTEGER) AS slipped_days,
    versions.before_status,
    versions.status,
    versions.before_owner,
    versions.owner,
    versions.before_document_id,
    versions.document_id,
    versions.page
FROM versions
JOIN actions a ON a.action_id = versions.action_id
JOIN areas ON areas.area_id = a.area_id
WHERE versions.before_document_id IS NOT NULL
    AND (
        versions.deadline IS NOT versions.before_deadline
        OR versions.status IS NOT versions.before_status
        OR versions.owner IS NOT versions.before_owner
    );
