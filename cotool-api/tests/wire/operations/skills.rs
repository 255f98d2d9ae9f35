//! Skills, the threat model and threat news.

use super::{Driver, ID, drive};

pub(super) async fn drive(driver: &mut Driver) {
    let skill = format!("/api/skills/{ID}");
    drive! { driver;
        "GET /api/skills", "/api/skills" => |client| client.skills().list_skills();
        "POST /api/skills", "/api/skills" => |client, body| client.skills().create_skill(body);
        "GET /api/skills/{skillId}/agents", format!("{skill}/agents") => |client|
            client.skills().list_agents_using_skill(ID);
        "GET /api/skills/{skillId}/export", format!("{skill}/export") => |client| client.skills().export_skill(ID);
        "GET /api/skills/{skillId}/versions", format!("{skill}/versions") => |client|
            client.skills().list_skill_versions(ID);
        "GET /api/skills/{skillId}/versions/{versionId}", format!("{skill}/versions/{ID}") => |client|
            client.skills().get_skill_version(ID, ID);
        "GET /api/threat-model/board", "/api/threat-model/board" => |client|
            client.threat_model().get_structured_threat_model_board();
        "GET /api/threat-model/versions", "/api/threat-model/versions" => |client|
            client.threat_model().list_threat_model_version_history();
        "GET /api/threat-model/versions/{versionId}", format!("/api/threat-model/versions/{ID}") => |client|
            client.threat_model().get_threat_model_version(ID);
        "GET /notification-settings", "/notification-settings" => |client|
            client.intel().get_threat_intel_notification_settings();
        "PUT /notification-settings", "/notification-settings" => |client, body|
            client.intel().update_threat_intel_notification_settings(body);
    }
}
