{
    "name": "Lead Filter",
    "summary": "Requests in one place, from whom they come and who takes them",
    "version": "19.0.1.0.0",
    "category": "Sales/CRM",
    "author": "Relationship Suite",
    "license": "LGPL-3",
    "application": True,
    "depends": [
        "portal",
        "relationship_marketing",
    ],
    "data": [
        "security/lead_filter_groups.xml",
        "security/lead_filter_rules.xml",
        "security/lead_exchange_rules.xml",
        "security/ir.model.access.csv",
        "data/ir_cron_data.xml",
        "security/lead_economics_rules.xml",
        "security/lead_backtest_rules.xml",
        "views/crm_lead_views.xml",
        "views/lead_question_views.xml",
        "views/lead_portrait_views.xml",
        "views/lead_answer_views.xml",
        "views/lead_condition_views.xml",
        "wizards/lead_decision_views.xml",
        "views/lead_filter_menus.xml",
        "views/lead_economics_views.xml",
        "views/lead_backtest_views.xml",
        "views/res_config_settings_views.xml",
        "views/res_config_settings_economics_views.xml",
    ],
    "demo": [
        "demo/relationship_demo.xml",
    ],
    "assets": {
        "web.assets_backend": [
            "lead_filter/static/src/**/*",
        ],
        "web.assets_tests": [
            "lead_filter/static/tests/tours/*.js",
        ],
    },
}
