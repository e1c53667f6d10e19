{
    "name": "Relationship Marketing: Deliveries",
    "summary": "Deliveries as the client counts them; late ones propose complaints",
    "version": "19.0.1.0.0",
    "category": "Sales/CRM",
    "author": "Relationship Suite",
    "license": "LGPL-3",
    "depends": ["relationship_marketing", "sale_stock"],
    "data": [
        "security/client_delivery_rules.xml",
        "security/ir.model.access.csv",
        "views/client_complaint_views.xml",
        "views/client_delivery_views.xml",
        "views/res_config_settings_views.xml",
        "views/sale_order_views.xml",
    ],
    "demo": [
        "demo/relationship_demo.xml",
    ],
    "auto_install": True,
}
