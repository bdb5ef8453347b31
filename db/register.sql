-- What official tables say, as published and one row a source, so that a report that has been read and the register can
-- both be kept and compared (db/check/reconcile.py).

CREATE TABLE inspection_register (
    inspection_id TEXT NOT NULL,      -- a row of inspections; the id survives a document deciding that row
    source TEXT NOT NULL CHECK (source IN (
        'statistics_2016_2022', 'report_site', 'management_information', 'published_pages')),
    area_id TEXT NOT NULL REFERENCES areas (area_id),
    framework TEXT NOT NULL,
    kind TEXT NOT NULL,
    ofsted_region TEXT NOT NULL,
    start_date TEXT,
    end_date TEXT,
    published TEXT,
    outcome TEXT,
    outcome_published TEXT,           -- the outcome as the source writes it
    significant_weaknesses INTEGER,
    sufficient INTEGER,
    not_sufficient INTEGER,
    source_url TEXT,
    PRIMARY KEY (inspection_id, source)
) STRICT;

CREATE TABLE statutory_rules (
    rule_id TEXT PRIMARY KEY,
    framework TEXT NOT NULL,
    event TEXT NOT NULL,              -- the timeline event that is computed
    from_event TEXT NOT NULL,         -- the timeline event it is counted from
    outcome TEXT,                     -- only for inspections with this outcome
    amount INTEGER NOT NULL,
    unit TEXT NOT NULL CHECK (unit IN ('working_days', 'months', 'years')),
    counting TEXT NOT NULL CHECK (counting IN ('first_day_counts', 'first_day_excluded')),
    date_precision TEXT NOT NULL CHECK (date_precision IN ('day', 'month')),
    until TEXT,                       -- the last day of from_event to which the rule applies
    superseded_by TEXT,               -- events after which the computed one no longer matters, with ; between
    label TEXT NOT NULL,
    is_verified INTEGER NOT NULL CHECK (is_verified IN (0, 1)),
    source TEXT NOT NULL,
    source_url TEXT,
    note TEXT
) STRICT;

CREATE TABLE published_figures (
    figure_id TEXT PRIMARY KEY,
    label TEXT NOT NULL,
    expected INTEGER NOT NULL,
    source TEXT NOT NULL,
    source_url TEXT
) STRICT;
