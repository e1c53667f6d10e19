{
    "name": "Relationship Marketing: Events",
    "summary": "Coming to our events counts as a reaction of a client",
    "version": "19.0.1.0.0",
    "category": "Sales/CRM",
    "author": "Relationship Suite",
    "license": "LGPL-3",
    "depends": ["relationship_marketing", "event"],
    "auto_install": True,
}
