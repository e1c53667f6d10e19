{
    "name": "Relationship Marketing: Deliveries",
    "summary": "Late deliveries propose complaints past the account's owner",
    "version": "19.0.1.0.0",
    "category": "Sales/CRM",
    "author": "Relationship Suite",
    "license": "LGPL-3",
    "depends": ["relationship_marketing", "sale_stock"],
    "data": [
        "views/client_complaint_views.xml",
        "views/res_config_settings_views.xml",
    ],
    "auto_install": True,
}
