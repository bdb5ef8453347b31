"""What the site shows beyond Datasette's own pages: readable cells, forms, the home page, areas and quality."""
