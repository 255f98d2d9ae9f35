//! Alerts and where they go.

use cotool_api::models;

use super::{Driver, ESCAPED, ID, TEXT, drive};
use crate::setup::RUN;

pub(super) async fn drive(driver: &mut Driver) {
    let alert = format!("/api/alerts/{ESCAPED}");
    let routing = format!("/api/detections/{ID}/alert-routing");
    drive! { driver;
        "GET /api/alerts", format!("/api/alerts?limit=200&offset=0&status=open,closed&source=jira&severity=high,low&assignedAgentId={ID}") => |client|
            client.alerts().list(alerts());
        "GET /api/alerts/{alertId}", alert => |client| client.alerts().get(TEXT);
        "PATCH /api/alerts/{alertId}", alert => |client, body| client.alerts().update(TEXT, body);
        "GET /api/alerts/{alertId}/timeline", format!("{alert}/timeline?limit=1&offset=2") => |client|
            client.alerts().timeline(TEXT, models::GetAlertTimelineParams::new().limit(1).offset(2));
        "POST /api/alerts/{alertId}/comments", format!("{alert}/comments") => |client, body|
            client.alerts().comment(TEXT, body);
        "POST /api/alerts/{alertId}/status", format!("{alert}/status") => |client, body|
            client.alerts().set_status(TEXT, body);
        "POST /api/alerts/{alertId}/severity", format!("{alert}/severity") => |client, body|
            client.alerts().set_severity(TEXT, body);
        "GET /api/alerts/for-run/{runId}", format!("/api/alerts/for-run/{RUN}") => |client|
            client.alerts().for_run(RUN);
        "GET /api/alert-routing", "/api/alert-routing" => |client| client.alerts().routing();
        "PUT /api/alert-routing/defaults", "/api/alert-routing/defaults" => |client, body|
            client.alerts().update_routing_defaults(body);
        "GET /api/detections/{id}/alert-routing", routing => |client|
            client.alerts().get_detection_routing(ID);
        "PUT /api/detections/{id}/alert-routing", routing => |client, body|
            client.alerts().update_detection_routing(ID, body);
        "GET /api/alert-escalation-notification-defaults", "/api/alert-escalation-notification-defaults" => |client|
            client.alerts().escalation_notification_defaults();
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
