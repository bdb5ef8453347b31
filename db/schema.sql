-- The database's tables. Names and columns are a contract (README, "Tables"); metadata.yml describes every column.
-- Codes stay TEXT. Dates are ISO. Unknown is NULL.

CREATE TABLE areas (
    area_id TEXT PRIMARY KEY,
    gss_code TEXT NOT NULL UNIQUE,
    la_code TEXT,
    ofsted_urn TEXT,
    name TEXT NOT NULL,
    region TEXT NOT NULL,
    ofsted_region TEXT,               -- Ofsted's eight reporting regions
    la_type TEXT,
    population_0_25 INTEGER,
    latitude REAL,
    longitude REAL,
    ofsted_url TEXT,
    domain TEXT,
    status TEXT NOT NULL,             -- current | abolished
    successor_ids TEXT                -- JSON list of area_id
) STRICT;

CREATE TABLE area_lineage (
    predecessor_id TEXT NOT NULL REFERENCES areas (area_id),
    successor_id TEXT NOT NULL REFERENCES areas (area_id),
    effective_date TEXT NOT NULL,
    note TEXT,
    source_url TEXT,
    PRIMARY KEY (predecessor_id, successor_id)
) STRICT;

CREATE TABLE statistical_neighbours (
    area_id TEXT NOT NULL REFERENCES areas (area_id),
    neighbour_id TEXT NOT NULL REFERENCES areas (area_id),
    rank INTEGER NOT NULL,
    closeness TEXT NOT NULL,
    model TEXT NOT NULL,
    PRIMARY KEY (area_id, rank)
) STRICT;

CREATE TABLE measure_definitions (
    measure_id TEXT PRIMARY KEY,
    label TEXT NOT NULL,
    unit TEXT NOT NULL,
    definition TEXT NOT NULL,
    source TEXT NOT NULL,
    source_url TEXT
) STRICT;

CREATE TABLE measures (
    area_id TEXT REFERENCES areas (area_id),  -- NULL is England
    measure_id TEXT NOT NULL REFERENCES measure_definitions (measure_id),
    year INTEGER NOT NULL,
    value REAL,
    numerator INTEGER,
    denominator INTEGER,
    source TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX measures_key ON measures (coalesce(area_id, ''), measure_id, year);

CREATE TABLE source_pages (
    source_id INTEGER PRIMARY KEY,
    area_id TEXT REFERENCES areas (area_id),
    doc_type TEXT NOT NULL,
    title TEXT,
    publisher TEXT,
    url TEXT,
    format TEXT
) STRICT;

CREATE TABLE documents (
    document_id TEXT PRIMARY KEY,
    area_id TEXT REFERENCES areas (area_id),
    doc_type TEXT NOT NULL,
    doc_type_confidence REAL,
    title TEXT,
    publisher TEXT,
    source_url TEXT,
    published TEXT,
    retrieved_at TEXT,
    sha256 TEXT NOT NULL,
    media_type TEXT NOT NULL,
    page_count INTEGER,
    text_origin TEXT NOT NULL CHECK (text_origin IN ('official', 'secondary', 'paraphrase')),
    licence TEXT,
    status TEXT NOT NULL CHECK (status IN ('ok', 'problem')),
    file_name TEXT
) STRICT;

CREATE TABLE passages (
    document_id TEXT NOT NULL REFERENCES documents (document_id),
    page INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('heading', 'paragraph', 'bullet', 'row')),
    text TEXT NOT NULL,
    text_source TEXT NOT NULL CHECK (text_source IN ('file', 'ocr')),
    PRIMARY KEY (document_id, seq)
) STRICT;

CREATE TABLE inspections (
    inspection_id TEXT PRIMARY KEY,
    area_id TEXT NOT NULL REFERENCES areas (area_id),
    framework TEXT NOT NULL CHECK (framework IN ('2016', '2023')),
    kind TEXT NOT NULL CHECK (kind IN ('full', 'revisit', 'monitoring')),
    start_date TEXT,
    end_date TEXT,
    published TEXT,
    outcome TEXT CHECK (outcome IN (
        'typically_positive', 'inconsistent', 'systemic_failings', 'wsoa_required', 'no_wsoa',
        'all_sufficient', 'some_sufficient', 'none_sufficient', 'effective_action', 'ineffective_action')),
    outcome_label TEXT,
    plan_required INTEGER CHECK (plan_required IN (0, 1)),
    significant_weaknesses INTEGER,
    sufficient INTEGER,
    not_sufficient INTEGER,
    previous_start TEXT,
    previous_end TEXT,
    previous_text TEXT,
    next_monitoring_months INTEGER,
    next_full_years INTEGER,
    local_authority TEXT,
    health_bodies TEXT,               -- JSON list
    document_id TEXT REFERENCES documents (document_id),
    follows_id TEXT REFERENCES inspections (inspection_id),
    basis TEXT NOT NULL CHECK (basis IN ('document', 'register')),
    source_url TEXT
) STRICT;

CREATE TABLE weaknesses (
    weakness_id TEXT PRIMARY KEY,
    inspection_id TEXT NOT NULL REFERENCES inspections (inspection_id),
    area_id TEXT NOT NULL REFERENCES areas (area_id),
    kind TEXT NOT NULL CHECK (kind IN ('significant_weakness', 'priority_action', 'area_for_improvement', 'narrative')),
    number INTEGER,
    text TEXT NOT NULL,
    responsible TEXT,                 -- JSON list
    progress TEXT CHECK (progress IN ('sufficient', 'not_sufficient', 'effective_action', 'ineffective_action')),
    progress_basis TEXT CHECK (progress_basis IN ('stated', 'overall')),  -- of this weakness, or of all alike
    progress_document_id TEXT REFERENCES documents (document_id),
    progress_source_url TEXT,
    document_id TEXT REFERENCES documents (document_id),
    page INTEGER,
    char_start INTEGER,
    char_end INTEGER,
    text_origin TEXT NOT NULL CHECK (text_origin IN ('official', 'secondary', 'paraphrase')),
    text_source TEXT CHECK (text_source IN ('file', 'ocr')),  -- NULL where no document is here
    review_status TEXT NOT NULL CHECK (review_status IN ('accepted', 'unreviewed', 'reviewed')),
    confidence REAL,
    source_url TEXT
) STRICT;

CREATE TABLE weakness_sources (
    weakness_id TEXT NOT NULL REFERENCES weaknesses (weakness_id),
    document_id TEXT REFERENCES documents (document_id),
    source_url TEXT,
    page INTEGER,
    text TEXT,                        -- the wording there
    is_best INTEGER NOT NULL CHECK (is_best IN (0, 1))
) STRICT;

CREATE TABLE strengths (
    strength_id TEXT PRIMARY KEY,
    inspection_id TEXT NOT NULL REFERENCES inspections (inspection_id),
    area_id TEXT NOT NULL REFERENCES areas (area_id),
    section TEXT,
    text TEXT NOT NULL,
    document_id TEXT REFERENCES documents (document_id),
    page INTEGER,
    char_start INTEGER,
    char_end INTEGER,
    text_origin TEXT NOT NULL CHECK (text_origin IN ('official', 'secondary', 'paraphrase')),
    text_source TEXT CHECK (text_source IN ('file', 'ocr')),  -- NULL where no document is here
    review_status TEXT NOT NULL CHECK (review_status IN ('accepted', 'unreviewed', 'reviewed')),
    source_url TEXT
) STRICT;

CREATE TABLE actions (
    action_id TEXT PRIMARY KEY,
    area_id TEXT NOT NULL REFERENCES areas (area_id),
    inspection_id TEXT REFERENCES inspections (inspection_id),
    weakness_id TEXT REFERENCES weaknesses (weakness_id),  -- NULL where a plan does not say
    ref TEXT,
    text TEXT NOT NULL,
    owner TEXT,
    deadline_text TEXT,
    deadline TEXT,                    -- ISO, end of the stated period
    deadline_precision TEXT CHECK (deadline_precision IN ('day', 'month', 'term', 'quarter', 'year')),
    measure TEXT,
    status TEXT,
    status_date TEXT,
    document_id TEXT REFERENCES documents (document_id),
    page INTEGER,
    char_start INTEGER,
    char_end INTEGER,
    text_origin TEXT NOT NULL CHECK (text_origin IN ('official', 'secondary', 'paraphrase')),
    text_source TEXT CHECK (text_source IN ('file', 'ocr')),  -- NULL where no document is here
    review_status TEXT NOT NULL CHECK (review_status IN ('accepted', 'unreviewed', 'reviewed')),
    source_url TEXT,
    source_title TEXT                 -- the paper, where no address of it is known
) STRICT;

CREATE TABLE action_reviews (
    action_id TEXT NOT NULL REFERENCES actions (action_id),
    review TEXT NOT NULL,             -- the review as printed: "RAG May 20", or the plan version's date
    review_date TEXT,
    status TEXT NOT NULL,
    document_id TEXT REFERENCES documents (document_id),
    PRIMARY KEY (action_id, review)
) STRICT;

CREATE TABLE targets (
    target_id TEXT PRIMARY KEY,
    area_id TEXT NOT NULL REFERENCES areas (area_id),
    inspection_id TEXT REFERENCES inspections (inspection_id),
    weakness_id TEXT REFERENCES weaknesses (weakness_id),
    action_id TEXT REFERENCES actions (action_id),
    measure TEXT NOT NULL,
    baseline REAL,
    target REAL,
    unit TEXT,
    comparator TEXT CHECK (comparator IN ('at_least', 'at_most', 'exactly', 'increase', 'decrease')),
    by_date TEXT,
    by_text TEXT,
    measure_id TEXT REFERENCES measure_definitions (measure_id),
    text TEXT NOT NULL,
    document_id TEXT REFERENCES documents (document_id),
    page INTEGER,
    char_start INTEGER,
    char_end INTEGER,
    text_origin TEXT NOT NULL CHECK (text_origin IN ('official', 'secondary', 'paraphrase')),
    text_source TEXT CHECK (text_source IN ('file', 'ocr')),  -- NULL where no document is here
    source_url TEXT
) STRICT;

CREATE TABLE plan_feedback (
    feedback_id TEXT PRIMARY KEY,
    area_id TEXT NOT NULL REFERENCES areas (area_id),
    inspection_id TEXT REFERENCES inspections (inspection_id),
    number INTEGER NOT NULL,
    request TEXT NOT NULL,
    response TEXT,
    document_id TEXT NOT NULL REFERENCES documents (document_id),
    page INTEGER NOT NULL,
    char_start INTEGER NOT NULL,
    char_end INTEGER NOT NULL,
    text_origin TEXT NOT NULL CHECK (text_origin IN ('official', 'secondary', 'paraphrase')),
    text_source TEXT CHECK (text_source IN ('file', 'ocr'))
) STRICT;

CREATE TABLE timeline (
    event_id TEXT PRIMARY KEY,
    area_id TEXT NOT NULL REFERENCES areas (area_id),
    inspection_id TEXT REFERENCES inspections (inspection_id),
    date TEXT NOT NULL,               -- ISO, cut to its precision
    date_precision TEXT NOT NULL CHECK (date_precision IN ('day', 'month', 'term', 'year')),
    event TEXT NOT NULL CHECK (event IN (
        'inspection_start', 'inspection_end', 'letter_dated', 'letter_received', 'letter_published', 'report_published',
        'wsoa_due', 'wsoa_submission_planned', 'wsoa_submitted', 'wsoa_accepted', 'wsoa_resubmission_requested',
        'wsoa_published', 'wsoa_updated', 'plan_due', 'plan_published', 'workshop', 'dfe_monitoring', 'revisit_start',
        'revisit_end', 'revisit_published', 'reinspection_expected', 'monitoring_expected', 'full_inspection_expected',
        'improvement_notice', 'other')),
    label TEXT NOT NULL,
    basis TEXT NOT NULL CHECK (basis IN ('stated', 'computed', 'register')),
    document_id TEXT REFERENCES documents (document_id),
    page INTEGER,
    source_url TEXT,
    source_title TEXT                 -- the paper, where no address of it is known
) STRICT;

CREATE TABLE event_sources (
    event_id TEXT NOT NULL REFERENCES timeline (event_id),
    document_id TEXT REFERENCES documents (document_id),
    source_url TEXT,
    page INTEGER,
    text TEXT
) STRICT;

CREATE TABLE themes (
    theme_id TEXT PRIMARY KEY,
    label TEXT NOT NULL,
    definition TEXT NOT NULL
) STRICT;

CREATE TABLE weakness_themes (
    weakness_id TEXT NOT NULL REFERENCES weaknesses (weakness_id),
    theme_id TEXT NOT NULL REFERENCES themes (theme_id),
    evidence TEXT NOT NULL,
    confidence REAL,                  -- 0 to 1
    basis TEXT NOT NULL CHECK (basis IN ('rule', 'model', 'curated')),
    PRIMARY KEY (weakness_id, theme_id)
) STRICT;

CREATE TABLE action_themes (
    action_id TEXT NOT NULL REFERENCES actions (action_id),
    theme_id TEXT NOT NULL REFERENCES themes (theme_id),
    evidence TEXT NOT NULL,
    confidence REAL,                  -- 0 to 1
    basis TEXT NOT NULL CHECK (basis IN ('rule', 'model', 'curated')),
    PRIMARY KEY (action_id, theme_id)
) STRICT;

CREATE TABLE strength_themes (
    strength_id TEXT NOT NULL REFERENCES strengths (strength_id),
    theme_id TEXT NOT NULL REFERENCES themes (theme_id),
    evidence TEXT NOT NULL,
    confidence REAL,                  -- 0 to 1
    basis TEXT NOT NULL CHECK (basis IN ('rule', 'model', 'curated')),
    PRIMARY KEY (strength_id, theme_id)
) STRICT;

CREATE TABLE problems (
    problem_id INTEGER PRIMARY KEY,
    document_id TEXT REFERENCES documents (document_id),
    area_id TEXT REFERENCES areas (area_id),
    path TEXT,
    stage TEXT NOT NULL,              -- fetch | store | read | classify | extract | link | reconcile | verify
    error TEXT NOT NULL,              -- short code, for filtering
    message TEXT NOT NULL,            -- one line that says what is wrong and what to do
    at TEXT NOT NULL
) STRICT;

-- Pages that an update found and that may be an area's plan; a person accepts or rejects them.
CREATE TABLE candidates (
    url TEXT PRIMARY KEY,
    area_id TEXT REFERENCES areas (area_id),
    why TEXT NOT NULL,                -- where and by which words it was found
    score REAL NOT NULL,              -- how sure it is that it is a plan, 0 to 1
    found_at TEXT NOT NULL,           -- ISO 8601 UTC
    status TEXT NOT NULL CHECK (status IN ('open', 'accepted', 'rejected'))
) STRICT;

CREATE TABLE build_info (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;
