{
    "name": "Relationship Marketing: Timesheets",
    "summary": "Hours recorded on a client's projects and tasks are service costs of that client",
    "version": "19.0.1.0.0",
    "category": "Sales/CRM",
    "author": "Relationship Suite",
    "license": "LGPL-3",
    "depends": ["relationship_marketing", "hr_timesheet"],
    "data": [
        "views/client_service_cost_views.xml",
        "views/project_project_views.xml",
    ],
    "auto_install": True,
}
