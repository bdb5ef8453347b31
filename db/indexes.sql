-- The indexes that the views and the site's pages need; made after the rows are in, which is quicker.

CREATE INDEX statistical_neighbours_neighbour ON statistical_neighbours (neighbour_id);
CREATE INDEX source_pages_area ON source_pages (area_id);
CREATE INDEX documents_area ON documents (area_id);
CREATE INDEX inspections_area ON inspections (area_id, kind, framework);
CREATE INDEX inspections_follows ON inspections (follows_id);
CREATE INDEX weaknesses_area ON weaknesses (area_id, kind);
CREATE INDEX weaknesses_inspection ON weaknesses (inspection_id);
CREATE INDEX weakness_sources_weakness ON weakness_sources (weakness_id);
CREATE INDEX strengths_area ON strengths (area_id);
CREATE INDEX strengths_inspection ON strengths (inspection_id);
CREATE INDEX actions_area ON actions (area_id);
CREATE INDEX actions_inspection ON actions (inspection_id);
CREATE INDEX actions_weakness ON actions (weakness_id);
CREATE INDEX actions_deadline ON actions (deadline);
CREATE INDEX targets_area ON targets (area_id, measure_id);
CREATE INDEX targets_weakness ON targets (weakness_id);
CREATE INDEX timeline_area ON timeline (area_id, date);
CREATE INDEX timeline_inspection ON timeline (inspection_id, event);
CREATE INDEX timeline_event ON timeline (event, date);
CREATE INDEX event_sources_event ON event_sources (event_id);
CREATE INDEX weakness_themes_theme ON weakness_themes (theme_id);
CREATE INDEX action_themes_theme ON action_themes (theme_id);
CREATE INDEX strength_themes_theme ON strength_themes (theme_id);
CREATE INDEX measures_area ON measures (area_id, measure_id);
