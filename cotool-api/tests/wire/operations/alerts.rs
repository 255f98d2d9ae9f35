//! Alerts and where they go.

use cotool_api::models;

use super::{Driver, ESCAPED, ID, TEXT, drive};
use crate::setup::RUN;

pub(super) async fn drive(driver: &mut Driver) {
    let alert = format!("/api/alerts/{ESCAPED}");
    let routing = format!("/api/detections/{ID}/alert-routing");
    drive! { driver;
        "GET /api/alerts", format!("/api/alerts?limit=200&offset=0&status=open,closed&source=jira&severity=high,low&assignedAgentId={ID}") => |client|
            client.alerts().list_alerts(alerts());
        "GET /api/alerts/{alertId}", alert => |client| client.alerts().get_alert(TEXT);
        "PATCH /api/alerts/{alertId}", alert => |client, body| client.alerts().update_alert_details(TEXT, body);
        "GET /api/alerts/{alertId}/timeline", format!("{alert}/timeline?limit=1&offset=2") => |client|
            client.alerts().get_alert_timeline(TEXT, models::GetAlertTimelineParams::new().limit(1).offset(2));
        "POST /api/alerts/{alertId}/comments", format!("{alert}/comments") => |client, body|
            client.alerts().add_alert_comment(TEXT, body);
        "POST /api/alerts/{alertId}/status", format!("{alert}/status") => |client, body|
            client.alerts().update_alert_status(TEXT, body);
        "POST /api/alerts/{alertId}/severity", format!("{alert}/severity") => |client, body|
            client.alerts().update_alert_severity(TEXT, body);
        "GET /api/alerts/for-run/{runId}", format!("/api/alerts/for-run/{RUN}") => |client|
            client.alerts().get_alert_for_run(RUN);
        "GET /api/alert-routing", "/api/alert-routing" => |client| client.alerts().get_alert_routing_overview();
        "PUT /api/alert-routing/defaults", "/api/alert-routing/defaults" => |client, body|
            client.alerts().update_detection_alert_routing_defaults(body);
        "GET /api/detections/{id}/alert-routing", routing => |client|
            client.alerts().get_detection_alert_routing(ID);
        "PUT /api/detections/{id}/alert-routing", routing => |client, body|
            client.alerts().update_detection_alert_routing(ID, body);
        "GET /api/alert-escalation-notification-defaults", "/api/alert-escalation-notification-defaults" => |client|
            client.alerts().get_escalated_alert_notification_defaults();
    }
}

fn alerts() -> models::ListAlertsParams {
    let words = |words: &[&str]| words.iter().map(ToString::to_string).collect::<Vec<_>>();
    models::ListAlertsParams::new()
        .limit(200)
        .offset(0)
        .status(words(&["open", "closed"]))
        .source(words(&["jira"]))
        .severity(words(&["high", "low"]))
        .assigned_agent_id(ID)
}
