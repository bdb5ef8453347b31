"""Parts of councils' papers, pages and news: lists, actions, requests, progress, packs, people."""
