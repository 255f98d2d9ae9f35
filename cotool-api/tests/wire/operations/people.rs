//! Users, roles and the audit log.

use cotool_api::models;

use super::{Driver, ESCAPED, ID, TEXT, drive};

pub(super) async fn drive(driver: &mut Driver) {
    let user = format!("/api/users/{ID}");
    let perms = format!("/api/roles/{ESCAPED}/perms");
    drive! { driver;
        "GET /api/auth/me", "/api/auth/me" => |client| client.users().me();
        "GET /api/users", "/api/users" => |client| client.users().list();
        "GET /api/users/search", "/api/users/search?email=a%2Bb%40example.com" => |client|
            client.users().search(models::SearchUsersParams::new("a+b@example.com"));
        "PUT /api/users/{id}", user => |client, body| client.users().update(ID, body);
        "DELETE /api/users/{id}", user => |client| client.users().delete(ID);
        "GET /api/roles", "/api/roles" => |client| client.roles().list();
        "GET /api/roles/{id}/perms", perms => |client| client.roles().permissions(TEXT);
        "POST /api/roles/{id}/perms", perms => |client, body|
            client.roles().update_permissions(TEXT, body);
        "GET /api/audit-logs", format!("/api/audit-logs?{FILTER}&limit=100&offset=1&sortBy=createdAt&sortDirection=desc") => |client|
            client.audit_logs().list(logs());
        "GET /api/audit-logs/count", format!("/api/audit-logs/count?{FILTER}") => |client|
            client.audit_logs().count(counted());
        "GET /api/audit-logs/filter-options", "/api/audit-logs/filter-options" => |client|
            client.audit_logs().filter_options();
        "GET /api/audit-logs/{id}", format!("/api/audit-logs/{ESCAPED}") => |client|
            client.audit_logs().get(TEXT);
    }
}

const FILTER: &str = "userId=u%2F1&event=a.b&actor=me&chatId=c&agentId=a&startDate=2026-01-05&endDate=2026-01-06T00%3A00%3A00%2B01%3A00";

fn counted() -> models::CountAuditLogsParams {
    models::CountAuditLogsParams::new()
        .user_id("u/1")
        .event("a.b")
        .actor("me")
        .chat_id("c")
        .agent_id("a")
        .start_date("2026-01-05")
        .end_date("2026-01-06T00:00:00+01:00")
}

fn logs() -> models::ListAuditLogsParams {
    models::ListAuditLogsParams::new()
        .user_id("u/1")
        .event("a.b")
        .actor("me")
        .chat_id("c")
        .agent_id("a")
        .start_date("2026-01-05")
        .end_date("2026-01-06T00:00:00+01:00")
        .limit(100)
        .offset(1)
        .sort_by(models::ListAuditLogsSortBy::CreatedAt)
        .sort_direction(models::ListAuditLogsSortDirection::Desc)
}
