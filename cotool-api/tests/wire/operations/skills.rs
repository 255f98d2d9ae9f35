//! Skills, the threat model and threat news.

use super::{Driver, ID, drive};

pub(super) async fn drive(driver: &mut Driver) {
    let skill = format!("/api/skills/{ID}");
    drive! { driver;
        "GET /api/skills", "/api/skills" => |client| client.skills().list();
        "POST /api/skills", "/api/skills" => |client, body| client.skills().create(body);
        "GET /api/skills/{skillId}/agents", format!("{skill}/agents") => |client|
            client.skills().list_agents(ID);
        "GET /api/skills/{skillId}/export", format!("{skill}/export") => |client| client.skills().export(ID);
        "GET /api/skills/{skillId}/versions", format!("{skill}/versions") => |client|
            client.skills().list_versions(ID);
        "GET /api/skills/{skillId}/versions/{versionId}", format!("{skill}/versions/{ID}") => |client|
            client.skills().get_version(ID, ID);
        "GET /api/threat-model/board", "/api/threat-model/board" => |client|
            client.threat_model().board();
        "GET /api/threat-model/versions", "/api/threat-model/versions" => |client|
            client.threat_model().list_versions();
        "GET /api/threat-model/versions/{versionId}", format!("/api/threat-model/versions/{ID}") => |client|
            client.threat_model().get_version(ID);
        "GET /notification-settings", "/notification-settings" => |client|
            client.intel().notification_settings();
        "PUT /notification-settings", "/notification-settings" => |client, body|
            client.intel().update_notification_settings(body);
    }
}
