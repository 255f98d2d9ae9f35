//! Users and roles.

use serde_json::{Value, json};

use super::collection::text;
use super::{Answered, BEGINNING, ORGANIZATION, USER, World};
use crate::api::asked::Asked;

/// The role of somebody who looks but does not touch.
const ANALYST: &str = "role-analyst";

pub(super) fn user_seeds() -> Vec<Value> {
    let user = |id: &str, email: &str, role: &str| {
        json!({
            "id": id,
            "email": email,
            "createdAt": "2026-01-02T08:00:00.000Z",
            "updatedAt": "2026-01-02T08:00:00.000Z",
            "lastLogin": "2026-01-05T09:00:00.000Z",
            "organization": ORGANIZATION,
            "roleId": role,
        })
    };
    let other = "77777777-7777-4777-8777-777777777778";
    vec![
        user(USER, "analyst@example.com", ANALYST),
        user(other, "admin@example.com", "role-admin"),
    ]
}

pub(super) fn role_seeds() -> Vec<Value> {
    let role = |id: &str, name: &str, system: bool, perms: Value| {
        json!({
            "id": id,
            "organizationId": ORGANIZATION,
            "name": name,
            "description": format!("What {name} may do"),
            "createdAt": BEGINNING,
            "updatedAt": BEGINNING,
            "isSystemRole": system,
            "perms": perms,
        })
    };
    let all = json!([permission("agent", "view"), permission("agent", "edit")]);
    let view = json!([permission("agent", "view")]);
    vec![
        role("role-admin", "Admin", true, all),
        role(ANALYST, "Analyst", false, view),
    ]
}

fn permission(resource: &str, action: &str) -> Value {
    json!({"resource": {"type": resource}, "action": action})
}

pub(super) fn answer(world: &mut World, key: &str, asked: &Asked<'_>) -> Answered {
    let id = asked.text("id");
    Ok(Some(match key {
        "GET /api/auth/me" => me(),
        "GET /api/users" => {
            let users = world.users.all();
            json!({"count": users.as_array().map(Vec::len), "users": users})
        }
        "GET /api/users/search" => {
            let part = asked.text("email").to_lowercase();
            let fits = |user: &&Value| {
                text(user, "email").is_some_and(|email| email.to_lowercase().contains(&part))
            };
            let users: Vec<_> = world.users.iter().filter(fits).cloned().collect();
            json!({"count": users.len(), "users": users})
        }
        "PUT /api/users/{id}" => world.users.change(id, &asked.body)?,
        "DELETE /api/users/{id}" => {
            world.users.remove(id)?;
            json!({"message": "User deleted", "userId": id})
        }
        "GET /api/roles" => {
            let mut roles = world.roles.all();
            // Permissions have an operation of their own.
            let roles_mut = roles.as_array_mut().into_iter().flatten();
            for role in roles_mut.filter_map(Value::as_object_mut) {
                role.remove("perms");
            }
            json!({"roles": roles})
        }
        "GET /api/roles/{id}/perms" => json!({"perms": world.roles.find(id)?.get("perms")}),
        "POST /api/roles/{id}/perms" => {
            let list = |holder: &Value, name: &str| {
                let list = holder.get(name).and_then(Value::as_array);
                list.cloned().unwrap_or_default()
            };
            let mut perms = list(world.roles.find(id)?, "perms");
            let (add, remove) = (list(&asked.body, "toAdd"), list(&asked.body, "toRemove"));
            perms.retain(|perm| !remove.contains(perm));
            let new: Vec<_> = add
                .into_iter()
                .filter(|perm| !perms.contains(perm))
                .collect();
            perms.extend(new);
            world.roles.change(id, &json!({"perms": perms}))?;
            json!({"perms": perms})
        }
        _ => return Ok(None),
    }))
}

fn me() -> Value {
    json!({
        "id": USER,
        "email": "analyst@example.com",
        "isVerified": true,
        "groupId": "analysts",
        "createdAt": "2026-01-02T08:00:00.000Z",
        "updatedAt": "2026-01-02T08:00:00.000Z",
        "lastLoginAt": "2026-01-05T09:00:00.000Z",
        "googleId": null,
        "microsoftId": null,
        "metadata": null,
        "organizationId": ORGANIZATION,
        "authType": "local",
        "isAdmin": false,
    })
}
