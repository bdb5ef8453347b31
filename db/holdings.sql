-- What exists officially of each area, and whether it is here: the operator's to-do list, and what "not read here" rests on.
-- One row a letter or report of an inspection, one a plan that was required; one for an area of which no inspection is known.

CREATE VIEW what_is_here AS
WITH told AS (
    SELECT
        inspection_id,
        sum(kind = 'significant_weakness') AS significant,
        sum(kind = 'priority_action') AS priority,
        sum(kind = 'area_for_improvement') AS improvement,
        max(text_origin = 'official') AS is_quoted
    FROM weaknesses GROUP BY inspection_id
),
praised AS (SELECT inspection_id, count(*) AS strengths FROM strengths GROUP BY inspection_id),
inspected AS (
    SELECT
        i.*,
        areas.name AS area,
        areas.region,
        areas.ofsted_url,
        d.text_origin,
        coalesce(t.significant, 0) AS significant,
        coalesce(t.priority, 0) AS priority,
        coalesce(t.improvement, 0) AS improvement,
        coalesce(t.is_quoted, 0) AS is_quoted,
        coalesce(p.strengths, 0) AS strengths,
        CASE i.kind
            WHEN 'revisit' THEN 'revisit letter'
            WHEN 'monitoring' THEN 'monitoring report'
            ELSE iif(i.framework = '2016', 'inspection letter', 'inspection report')
        END AS what
    FROM inspections i
    JOIN areas ON areas.area_id = i.area_id
    LEFT JOIN documents d ON d.document_id = i.document_id
    LEFT JOIN told t ON t.inspection_id = i.inspection_id
    LEFT JOIN praised p ON p.inspection_id = i.inspection_id
)
SELECT
    area_id,
    area,
    region,
    inspection_id,
    framework,
    what,
    start_date AS inspected,
    published,
    CASE
        WHEN text_origin = 'official' THEN 'read'
        WHEN is_quoted THEN 'quoted in other papers'
        WHEN text_origin = 'paraphrase' OR improvement > 0 OR significant > 0 AND significant >= significant_weaknesses
            THEN 'told in our words'
        WHEN significant + priority > 0 THEN 'told in part, in our words'
        WHEN outcome IS NOT NULL THEN 'only its outcome'
        ELSE 'not here'
    END AS state,
    CASE
        WHEN kind <> 'full' THEN outcome_label
        WHEN outcome = 'no_wsoa' THEN 'told no significant weakness'
        WHEN framework = '2016'
            THEN significant || ' of ' || coalesce(significant_weaknesses, 'unknown') || ' significant weaknesses told'
        WHEN priority + improvement + strengths > 0
            THEN priority || ' areas for priority action, ' || improvement || ' areas for improvement and ' || strengths
                || ' strengths told'
        ELSE outcome_label
    END AS known,
    iif(text_origin = 'official', document_id, NULL) AS document_id,
    coalesce(
        iif(source_url LIKE 'https://files.%ofsted.gov.uk/%', source_url, NULL),
        ofsted_url,
        (
            SELECT s.url FROM source_pages s
            WHERE s.area_id = inspected.area_id AND s.doc_type = replace(inspected.what, ' ', '_') AND s.url IS NOT NULL
            ORDER BY s.source_id LIMIT 1
        )
    ) AS url
FROM inspected
UNION ALL
SELECT
    p.area_id,
    p.area,
    p.region,
    p.inspection_id,
    p.framework,
    iif(p.framework = '2016', 'written statement of action', 'priority action plan'),
    p.inspected,
    p.published,
    CASE p.state
        WHEN 'read' THEN 'read'
        WHEN 'known in part, in our words' THEN 'told in part, in our words'
        WHEN 'known in part, from other pages' THEN 'told in part, in our words'
        WHEN 'known, not read' THEN 'not here'
        ELSE 'not found'
    END,
    iif(p.actions > 0, p.actions || iif(p.actions = 1, ' action told', ' actions told'), NULL),
    iif(d.text_origin = 'paraphrase', NULL, p.document_id),
    coalesce(d.source_url, p.url)
FROM plan_register p
LEFT JOIN documents d ON d.document_id = p.document_id
UNION ALL
SELECT
    area_id, name, region, NULL, NULL, 'inspection', NULL, NULL, 'none known', NULL, NULL, ofsted_url
FROM areas
WHERE status = 'current' AND area_id NOT IN (SELECT area_id FROM inspections);
