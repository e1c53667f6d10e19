{
    "name": "Relationship Marketing: Mailings",
    "summary": "Clicks on and replies to mailings count as reactions of a client",
    "version": "19.0.1.0.0",
    "category": "Sales/CRM",
    "author": "Relationship Suite",
    "license": "LGPL-3",
    "depends": ["relationship_marketing", "mass_mailing"],
    "auto_install": True,
}
