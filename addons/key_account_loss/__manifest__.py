{
    "name": "Key Account Loss",
    "summary": "Which key clients stopped or cut their purchases, why, and what to do",
    "version": "19.0.1.0.0",
    "category": "Sales/CRM",
    "author": "Relationship Suite",
    "license": "LGPL-3",
    "application": True,
    "depends": [
        "relationship_marketing",
        "survey",
    ],
    "data": [
        "security/key_account_loss_groups.xml",
        "security/key_account_loss_rules.xml",
        "security/ir.model.access.csv",
        "wizards/loss_analysis_wizard_views.xml",
        "wizards/loss_analysis_back_views.xml",
        "views/loss_case_views.xml",
        "views/loss_client_views.xml",
        "views/loss_volume_views.xml",
        "views/loss_analysis_views.xml",
        "views/key_account_loss_menus.xml",
        "views/res_config_settings_views.xml",
    ],
    "demo": [
        "demo/relationship_demo.xml",
    ],
    "assets": {
        "web.assets_tests": ["key_account_loss/static/tests/tours/*.js"],
    },
}
