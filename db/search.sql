-- What searching and "more like this" need. Everything here is made of other tables (db/search), and is not exported.

-- Themes that counts and filters use: those sure enough, of weaknesses, strengths and actions alike. The only place
-- that decides it; how sure is enough stands in db/reference/counting.csv, which the build writes to build_info.
CREATE VIEW counted_themes AS
WITH every AS (
    SELECT weakness_id AS item_id, 'weakness' AS item, theme_id, evidence, confidence, basis FROM weakness_themes
    UNION ALL
    SELECT strength_id, 'strength', theme_id, evidence, confidence, basis FROM strength_themes
    UNION ALL
    SELECT action_id, 'action', theme_id, evidence, confidence, basis FROM action_themes
)
SELECT item_id, item, theme_id, evidence, confidence, basis FROM every
WHERE coalesce(confidence, 1) >= coalesce(
    (SELECT CAST(value AS REAL) FROM build_info WHERE key = 'least_theme_confidence'), 0
);

-- Every weakness, strength, action and target as one row.
CREATE TABLE search_items (
    item_no INTEGER PRIMARY KEY,      -- the order in which answers without words are shown
    item_id TEXT NOT NULL UNIQUE,
    item TEXT NOT NULL CHECK (item IN ('weakness', 'strength', 'action', 'target')),
    kind TEXT NOT NULL,               -- a weakness's kind, else the same as item
    area_id TEXT NOT NULL REFERENCES areas (area_id),
    inspection_id TEXT REFERENCES inspections (inspection_id),
    framework TEXT,
    outcome TEXT,                     -- of the inspection that told it, or that an action answers
    inspected TEXT,
    followed TEXT CHECK (followed IN (
        'sufficient', 'not_sufficient', 'some_sufficient', 'effective_action', 'ineffective_action', 'verdict_not_known',
        'inspected_since', 'not_revisited')),
    followed_basis TEXT CHECK (followed_basis IN ('item', 'inspection')),  -- inspection: the overall verdict
    text TEXT NOT NULL,
    detail TEXT,                      -- searched too, with less weight: owner, measure
    text_origin TEXT NOT NULL,
    document_id TEXT,
    page INTEGER,
    source_url TEXT
) STRICT;

CREATE TABLE similar_items (
    item_id TEXT NOT NULL,
    other_id TEXT NOT NULL,
    score REAL NOT NULL,
    shares TEXT NOT NULL              -- labels of themes, then words, in the order of their weight
) STRICT;

-- Words as people write them, for spelling help.
CREATE TABLE search_words (
    word TEXT PRIMARY KEY,
    items INTEGER NOT NULL
) STRICT;
