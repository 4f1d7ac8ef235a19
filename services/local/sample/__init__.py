"""The sample site: synthetic pages on loopback, so that a first run needs no network.

`pages/` holds the stories and the pages that are not articles, `layouts/` the looks,
`boilerplate.json` what stands around an article in each language. `expected.json` is the gold:
for each address, in feeding order, `outcome` and `reason` (`accept`: other answers that are
right as well, since the order of duplicates is not settled), and for an article its `title`,
`language`, `published_at` (or `published_day` where the page states no time or no zone),
`authors`, page facts, and phrases that must be `present` in its body or `absent` from it.
`article_path` is where a redirect leads.
"""
