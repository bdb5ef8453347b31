-- Views for comparing. Counts always stand beside what they are out of.

-- Area by theme: how many items of each kind, and how many inspections they come from. Strengths and actions count too.
-- A theme counts where it is sure enough (counted_themes).
CREATE VIEW area_theme_counts AS
WITH items AS (
    SELECT w.area_id, i.framework, w.kind, t.theme_id, w.weakness_id AS item_id, w.inspection_id, w.text_origin
    FROM weaknesses w
    JOIN counted_themes t ON t.item_id = w.weakness_id AND t.item = 'weakness'
    JOIN inspections i ON i.inspection_id = w.inspection_id
    UNION ALL
    SELECT s.area_id, i.framework, 'strength', t.theme_id, s.strength_id, s.inspection_id, s.text_origin
    FROM strengths s
    JOIN counted_themes t ON t.item_id = s.strength_id AND t.item = 'strength'
    JOIN inspections i ON i.inspection_id = s.inspection_id
    UNION ALL
    SELECT a.area_id, i.framework, 'action', t.theme_id, a.action_id, a.inspection_id, a.text_origin
    FROM actions a
    JOIN counted_themes t ON t.item_id = a.action_id AND t.item = 'action'
    LEFT JOIN inspections i ON i.inspection_id = a.inspection_id
)
SELECT
    items.area_id,
    areas.name AS area,
    areas.region,
    items.framework,
    items.kind,
    items.theme_id,
    themes.label AS theme,
    count(*) AS items,
    count(DISTINCT items.inspection_id) AS inspections,
    sum(items.text_origin = 'paraphrase') AS paraphrases
FROM items
JOIN areas ON areas.area_id = items.area_id
JOIN themes ON themes.theme_id = items.theme_id
GROUP BY items.area_id, items.framework, items.kind, items.theme_id;

-- What an area's ten statistical neighbours were told.
CREATE VIEW peer_weaknesses AS
SELECT
    n.area_id,
    areas.name AS area,
    n.rank,
    n.closeness,
    n.neighbour_id,
    peers.name AS neighbour,
    i.framework,
    i.start_date AS inspected,
    w.kind,
    w.number,
    w.text,
    (
        SELECT group_concat(themes.label, '; ')
        FROM weakness_themes t JOIN themes ON themes.theme_id = t.theme_id
        WHERE t.weakness_id = w.weakness_id
    ) AS themes,
    w.progress,
    w.text_origin,
    w.weakness_id,
    w.inspection_id,
    w.document_id,
    w.page,
    w.source_url
FROM statistical_neighbours n
JOIN areas ON areas.area_id = n.area_id
JOIN areas peers ON peers.area_id = n.neighbour_id
JOIN weaknesses w ON w.area_id = n.neighbour_id
JOIN inspections i ON i.inspection_id = w.inspection_id;

-- The plan register: for every inspection that required a plan, whether one is known, where, since when, and whether
-- it was read. A page of the source register is evidence that a plan was published there once.
CREATE VIEW plan_register AS
WITH found AS (
    SELECT
        i.inspection_id,
        i.area_id,
        i.framework,
        i.start_date AS inspected,
        i.outcome,
        (SELECT count(*) FROM actions a WHERE a.inspection_id = i.inspection_id) AS actions,
        (
            SELECT count(*) FROM actions a
            WHERE a.inspection_id = i.inspection_id AND a.weakness_id IS NOT NULL
        ) AS linked_actions,
        (
            SELECT a.document_id FROM actions a
            JOIN documents d ON d.document_id = a.document_id AND d.doc_type = 'action_plan'
            WHERE a.inspection_id = i.inspection_id
            ORDER BY d.text_origin = 'paraphrase', a.document_id LIMIT 1
        ) AS document_id,
        (
            SELECT min(t.date) FROM timeline t
            WHERE t.inspection_id = i.inspection_id AND t.event IN ('wsoa_published', 'plan_published')
        ) AS published,
        (
            SELECT min(t.date) FROM timeline t WHERE t.inspection_id = i.inspection_id AND t.event = 'wsoa_accepted'
        ) AS accepted,
        (
            SELECT s.url FROM source_pages s
            WHERE s.area_id = i.area_id
                AND s.doc_type = CASE i.framework WHEN '2016' THEN 'wsoa' ELSE 'priority_action_plan' END
            ORDER BY s.source_id LIMIT 1
        ) AS url
    FROM inspections i
    WHERE i.kind = 'full' AND i.plan_required = 1
)
SELECT
    found.*,
    areas.name AS area,
    areas.region,
    CASE
        WHEN (SELECT d.text_origin FROM documents d WHERE d.document_id = found.document_id) <> 'paraphrase' THEN 'read'
        WHEN document_id IS NOT NULL THEN 'known in part, in our words'
        WHEN actions > 0 THEN 'known in part, from other pages'
        WHEN published IS NOT NULL OR accepted IS NOT NULL OR url IS NOT NULL THEN 'known, not read'
        ELSE 'no plan found'
    END AS state
FROM found
JOIN areas ON areas.area_id = found.area_id;

-- What was pledged beside what was published since: targets on a published indicator, one row a year.
CREATE VIEW pledges AS
SELECT
    t.area_id,
    areas.name AS area,
    t.target_id,
    t.weakness_id,
    t.inspection_id,
    t.measure,
    t.baseline,
    t.comparator,
    t.target,
    t.unit,
    t.by_date,
    m.year,
    m.value AS outturn,
    CASE
        WHEN m.value IS NULL OR t.target IS NULL THEN NULL
        WHEN t.comparator = 'at_most' THEN m.value <= t.target
        WHEN t.comparator = 'at_least' THEN m.value >= t.target
        -- "from 8 % to 60 %" names the level to reach; without a baseline "by 20 %" names the step, which says no level.
        WHEN t.comparator = 'increase' AND t.baseline IS NOT NULL THEN m.value >= t.target
        WHEN t.comparator = 'decrease' AND t.baseline IS NOT NULL THEN m.value <= t.target
    END AS is_met,
    t.text_origin,
    t.document_id,
    t.page,
    t.source_url
FROM targets t
JOIN areas ON areas.area_id = t.area_id
JOIN measures m ON m.area_id = t.area_id AND m.measure_id = t.measure_id;

-- An area's inspections with those of the councils it came from or became: shown together, never inherited.
CREATE VIEW inspection_history AS
SELECT i.area_id AS shown_for, 'own' AS relation, i.* FROM inspections i
UNION ALL
SELECT l.successor_id, 'predecessor', i.* FROM area_lineage l JOIN inspections i ON i.area_id = l.predecessor_id
UNION ALL
SELECT l.predecessor_id, 'successor', i.* FROM area_lineage l JOIN inspections i ON i.area_id = l.successor_id;

-- The verdict that followed an inspection: its last revisit or monitoring inspection.
CREATE VIEW follow_ups AS
SELECT
    f.follows_id AS inspection_id,
    f.inspection_id AS follow_up_id,
    f.kind,
    f.start_date,
    f.published,
    f.outcome,
    f.outcome_label,
    f.sufficient,
    f.not_sufficient,
    f.document_id
FROM inspections f
WHERE f.follows_id IS NOT NULL
    AND NOT EXISTS (
        SELECT 1 FROM inspections later
        WHERE later.follows_id = f.follows_id AND later.inspection_id > f.inspection_id
    );

-- Weakness -> actions -> progress, one row a weakness and linked action, with what is not known said out loud.
-- An inspection that required a plan but whose weaknesses have not been read has one row, "register only".
CREATE VIEW what_followed AS
SELECT
    i.area_id,
    areas.name AS area,
    areas.region,
    i.inspection_id,
    i.framework,
    i.start_date AS inspected,
    w.weakness_id,
    w.kind,
    w.number,
    coalesce(w.text, '(' || coalesce(i.significant_weaknesses || ' significant weaknesses', 'weaknesses') || ', not read yet)')
        AS weakness,
    w.text_origin,
    a.action_id,
    a.text AS action,
    a.text_origin AS action_origin,
    a.owner,
    a.deadline,
    a.status,
    CASE
        WHEN w.weakness_id IS NULL THEN 'register only'
        WHEN p.inspection_id IS NULL OR w.kind NOT IN ('significant_weakness', 'priority_action') THEN 'no plan required'
        WHEN a.action_id IS NOT NULL THEN 'action linked'
        WHEN p.linked_actions > 0 THEN 'actions known, none for this weakness'
        WHEN p.actions > 0 THEN 'plan without link'
        ELSE replace(p.state, 'known, not read', 'plan known, not read')
    END AS plan_state,
    CASE
        WHEN w.progress IS NOT NULL
            THEN replace(w.progress, '_', ' ') || iif(w.progress_basis = 'overall', ' (overall verdict)', '')
        WHEN p.inspection_id IS NULL THEN 'no follow-up due'
        WHEN w.kind NOT IN ('significant_weakness', 'priority_action') THEN 'no follow-up due'
        WHEN f.outcome = 'all_sufficient' THEN 'sufficient (overall verdict)'
        WHEN f.outcome = 'none_sufficient' THEN 'not sufficient (overall verdict)'
        WHEN f.outcome = 'some_sufficient' THEN 'sufficient in some, which is not read'
        WHEN f.outcome IS NOT NULL THEN replace(f.outcome, '_', ' ') || ' (overall verdict)'
        WHEN f.follow_up_id IS NOT NULL THEN 'followed up, verdict not read'
        WHEN EXISTS (
            SELECT 1 FROM inspections later
            WHERE later.area_id = i.area_id AND later.kind = 'full' AND later.start_date > i.start_date
        ) THEN 'not revisited, inspected in full since'
        ELSE 'not yet revisited'
    END AS progress_state,
    (
        SELECT group_concat(
            t.measure || coalesce(', from ' || printf('%.10g', t.baseline), '') || coalesce(' to ' || printf('%.10g', t.target), '')
                || coalesce(' ' || CASE t.unit WHEN 'percent' THEN 'per cent' ELSE replace(t.unit, '_', ' ') END, '')
                || coalesce(' by ' || t.by_date, ''),
            '; '
        )
        FROM targets t WHERE t.weakness_id = w.weakness_id
    ) AS targets,
    (
        SELECT group_concat(g.year || ': ' || g.outturn, '; ')
        FROM (SELECT DISTINCT year, outturn FROM pledges WHERE weakness_id = w.weakness_id ORDER BY year) g
        WHERE g.outturn IS NOT NULL
    ) AS outturn,
    f.follow_up_id,
    f.start_date AS followed_up,
    f.outcome_label AS follow_up_outcome,
    w.document_id,
    w.page,
    w.source_url
FROM inspections i
JOIN areas ON areas.area_id = i.area_id
LEFT JOIN weaknesses w ON w.inspection_id = i.inspection_id
LEFT JOIN plan_register p ON p.inspection_id = i.inspection_id
LEFT JOIN actions a ON a.weakness_id = w.weakness_id
LEFT JOIN follow_ups f ON f.inspection_id = i.inspection_id
WHERE i.kind = 'full' AND (w.weakness_id IS NOT NULL OR i.plan_required = 1);

-- What is due: actions and targets with deadlines, and dates by which something was or is expected, with whether it came.
CREATE VIEW deadlines AS
SELECT
    a.area_id,
    areas.name AS area,
    a.deadline AS date,
    a.deadline_precision AS date_precision,
    'action' AS what,
    a.text AS label,
    a.owner,
    'stated' AS basis,
    CASE
        WHEN a.status IS NOT NULL THEN a.status
        WHEN a.deadline >= date('now') THEN 'due'
        ELSE 'passed, outcome not known'
    END AS state,
    a.inspection_id,
    a.document_id,
    a.page,
    a.source_url,
    a.text_origin
FROM actions a
JOIN areas ON areas.area_id = a.area_id
WHERE a.deadline IS NOT NULL
UNION ALL
SELECT
    t.area_id,
    areas.name,
    t.by_date,
    'day',
    'target',
    -- Figures as people write them: 60%, £2,000,000, 1,000 places.
    replace(t.measure, ' (pounds)', '') || coalesce(
        ': ' || CASE WHEN t.baseline IS NOT NULL THEN 'from ' || printf('%.10g', t.baseline) || ' to ' ELSE '' END
            || CASE WHEN t.unit = 'pounds' THEN '£' ELSE '' END
            || CASE WHEN t.target = CAST(t.target AS INTEGER) THEN printf('%,d', t.target) ELSE printf('%g', t.target) END
            || CASE
                WHEN t.unit = 'percent' THEN '%'
                WHEN t.unit IS NULL OR t.unit = 'pounds' THEN ''
                ELSE ' ' || replace(t.unit, '_', ' ')
            END
            || CASE
                WHEN t.baseline IS NULL AND t.comparator = 'increase' THEN ' more'
                WHEN t.baseline IS NULL AND t.comparator = 'decrease' THEN ' less'
                ELSE ''
            END,
        ''
    ),
    NULL,
    'stated',
    CASE WHEN t.by_date >= date('now') THEN 'due' ELSE 'passed, outcome not known' END,
    t.inspection_id,
    t.document_id,
    t.page,
    t.source_url,
    t.text_origin
FROM targets t
JOIN areas ON areas.area_id = t.area_id
WHERE t.by_date IS NOT NULL
UNION ALL
SELECT
    t.area_id,
    areas.name,
    t.date,
    t.date_precision,
    t.event,
    t.label,
    NULL,
    t.basis,
    CASE
        WHEN t.event IN ('wsoa_due', 'wsoa_submission_planned') AND EXISTS (
            SELECT 1 FROM timeline d WHERE d.inspection_id = t.inspection_id
                AND d.event IN ('wsoa_submitted', 'wsoa_accepted', 'wsoa_published')
        ) THEN 'done'
        WHEN t.event = 'plan_due' AND EXISTS (
            SELECT 1 FROM timeline d WHERE d.inspection_id = t.inspection_id AND d.event = 'plan_published'
        ) THEN 'done'
        WHEN t.event IN ('reinspection_expected', 'monitoring_expected') AND EXISTS (
            SELECT 1 FROM inspections d WHERE d.follows_id = t.inspection_id
        ) THEN 'done'
        WHEN t.event = 'full_inspection_expected' AND EXISTS (
            SELECT 1 FROM inspections d JOIN inspections i ON i.inspection_id = t.inspection_id
            WHERE d.area_id = t.area_id AND d.kind = 'full' AND d.start_date > i.start_date
        ) THEN 'done'
        WHEN t.date >= substr(date('now'), 1, length(t.date)) THEN 'due'
        ELSE 'passed, outcome not known'
    END,
    t.inspection_id,
    t.document_id,
    t.page,
    t.source_url,
    NULL
FROM timeline t
JOIN areas ON areas.area_id = t.area_id
WHERE t.event IN (
    'wsoa_due', 'wsoa_submission_planned', 'plan_due', 'reinspection_expected', 'monitoring_expected',
    'full_inspection_expected'
);

-- Ofsted's table of 2016-22 counted by its regions, from what it said and not from what documents say since.
CREATE VIEW official_counts AS
SELECT
    ofsted_region,
    sum(kind = 'full') AS inspected,
    sum(outcome = 'wsoa_required') AS wsoa_required,
    sum(significant_weaknesses) AS significant_weaknesses,
    sum(kind = 'revisit') AS revisits,
    sum(outcome = 'all_sufficient') AS all_sufficient,
    sum(outcome = 'some_sufficient') AS some_sufficient,
    sum(outcome = 'none_sufficient') AS none_sufficient
FROM inspection_register
WHERE source = 'statistics_2016_2022'
GROUP BY ofsted_region
UNION ALL
SELECT
    'England', sum(kind = 'full'), sum(outcome = 'wsoa_required'), sum(significant_weaknesses), sum(kind = 'revisit'),
    sum(outcome = 'all_sufficient'), sum(outcome = 'some_sufficient'), sum(outcome = 'none_sufficient')
FROM inspection_register
WHERE source = 'statistics_2016_2022';

-- Published figures against what this database holds.
CREATE VIEW reconciliation AS
WITH england AS (SELECT * FROM official_counts WHERE ofsted_region = 'England'),
east AS (SELECT * FROM official_counts WHERE ofsted_region = 'East of England'),
in_2023 AS (
    SELECT outcome FROM inspection_register
    WHERE framework = '2023' AND kind = 'full' AND source <> 'management_information'
        AND start_date BETWEEN '2023-01-01' AND '2023-12-31'
),
found AS (
    SELECT '2016_inspected' AS figure_id, inspected AS found FROM england
    UNION ALL SELECT '2016_wsoa_required', wsoa_required FROM england
    UNION ALL SELECT '2016_significant_weaknesses', significant_weaknesses FROM england
    UNION ALL SELECT '2016_revisits', revisits FROM england
    UNION ALL SELECT '2016_revisits_all_sufficient', all_sufficient FROM england
    UNION ALL SELECT '2016_revisits_some_sufficient', some_sufficient FROM england
    UNION ALL SELECT '2016_revisits_none_sufficient', none_sufficient FROM england
    UNION ALL SELECT '2016_inspected_east_of_england', inspected FROM east
    UNION ALL SELECT '2016_wsoa_required_east_of_england', wsoa_required FROM east
    UNION ALL SELECT '2023_inspected_in_2023', count(*) FROM in_2023
    UNION ALL SELECT '2023_typically_positive_in_2023', count(*) FROM in_2023 WHERE outcome = 'typically_positive'
    UNION ALL SELECT '2023_inconsistent_in_2023', count(*) FROM in_2023 WHERE outcome = 'inconsistent'
    UNION ALL SELECT '2023_systemic_failings_in_2023', count(*) FROM in_2023 WHERE outcome = 'systemic_failings'
)
SELECT
    f.figure_id,
    f.label,
    f.expected,
    found.found,
    CASE WHEN f.expected = found.found THEN 'pass' ELSE 'fail' END AS result,
    f.source,
    f.source_url
FROM published_figures f
LEFT JOIN found ON found.figure_id = f.figure_id;

-- How much is known of what each full inspection told an area to act on, beside how much there is.
-- known: "all"; "part" (some of the items; out_of NULL where nobody says how many there are); "nothing" (its report is not
-- read here); "none_told" (2016-22, no written statement of action: no significant weakness). Priority actions alone
-- are a part of a report of 2023 on, which always has areas for improvement too.
CREATE VIEW inspection_known AS
WITH held AS (
    SELECT
        i.*,
        coalesce(i.start_date, i.published) AS inspected,
        (
            SELECT count(*) FROM weaknesses w
            WHERE w.inspection_id = i.inspection_id
                AND w.kind IN ('significant_weakness', 'priority_action', 'area_for_improvement')
        ) AS items,
        (
            SELECT count(*) FROM weaknesses w WHERE w.inspection_id = i.inspection_id AND w.kind = 'priority_action'
        ) AS priority_actions,
        -- Reports that we paraphrased, we paraphrased whole; other pages that we paraphrased give priority actions alone.
        EXISTS (
            SELECT 1 FROM weaknesses w
            WHERE w.inspection_id = i.inspection_id AND w.kind = 'area_for_improvement'
                AND w.text_origin = 'paraphrase' AND w.document_id IS NULL
        ) AS is_paraphrased_whole
    FROM inspections i
    WHERE i.kind = 'full'
)
SELECT
    inspection_id,
    area_id,
    framework,
    inspected,
    outcome,
    plan_required,
    document_id,
    source_url,
    items,
    priority_actions,
    CASE
        WHEN framework = '2016' AND outcome = 'no_wsoa' THEN 0
        WHEN framework = '2016' THEN coalesce(significant_weaknesses, CASE WHEN document_id IS NOT NULL THEN items END)
        WHEN (document_id IS NOT NULL OR is_paraphrased_whole) AND items > 0 THEN items
    END AS out_of,
    CASE
        WHEN framework = '2016' AND outcome = 'no_wsoa' THEN 'none_told'
        WHEN items = 0 THEN 'nothing'
        WHEN framework = '2016' AND items < coalesce(significant_weaknesses, items + (document_id IS NULL)) THEN 'part'
        WHEN framework = '2023' AND document_id IS NULL AND NOT is_paraphrased_whole THEN 'part'
        ELSE 'all'
    END AS known,
    row_number() OVER (PARTITION BY area_id ORDER BY inspected DESC, inspection_id DESC) AS newest,
    row_number() OVER (PARTITION BY area_id, framework ORDER BY inspected DESC, inspection_id DESC) AS newest_of_framework
FROM held;
