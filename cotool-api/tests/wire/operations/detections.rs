//! Detections, their rules, drafts and destinations.

use cotool_api::models;

use super::{Driver, ID, drive, events};

pub(super) async fn drive(driver: &mut Driver) {
    let detection = format!("/api/detections/{ID}");
    drive! { driver;
        "GET /api/detections", "/api/detections" => |client| client.detections().list();
        "GET /api/detections/suggestions", "/api/detections/suggestions" => |client|
            client.detections().list_suggestions();
        "POST /api/detections/{id}/accept", format!("{detection}/accept") => |client|
            client.detections().accept_suggestion(ID);
        "POST /api/detections/{id}/run", format!("{detection}/run") => |client, body|
            client.detections().run(ID, body);
        "GET /api/detections/{id}/runs", format!("{detection}/runs?limit=5&offset=0&filter=hits") => |client| {
            let filter = models::ListDetectionRunsFilter::Hits;
            client.detections().list_runs(ID, models::ListDetectionRunsParams::new().limit(5).offset(0).filter(filter))
        };
        "GET /api/detections/{id}/stats", format!("{detection}/stats") => |client|
            client.detections().stats(ID);
        "GET /api/detections/{id}/outputs", format!("{detection}/outputs") => |client|
            client.detections().outputs(ID);
        "PUT /api/detections/{id}/outputs", format!("{detection}/outputs") => |client, body|
            client.detections().update_outputs(ID, body);
        "GET /api/detections/hits", "/api/detections/hits?limit=200&offset=3" => |client|
            client.detections().list_hits(models::ListDetectionHitsParams::new().limit(200).offset(3));
        "GET /api/detections/hits/{hitId}/cited-tool-calls", format!("/api/detections/hits/{ID}/cited-tool-calls") =>
            |client| client.detections().cited_tool_calls(ID);
    }
    generation(driver).await;
    rules(driver).await;
}

async fn generation(driver: &mut Driver) {
    drive! { driver;
        "POST /api/detections/generate-plan", "/api/detections/generate-plan" => |client, body|
            client.detections().generate_plan(body);
        "POST /api/detections/generate-plan-async", "/api/detections/generate-plan-async" => |client, body|
            client.detections().generate_plan_async(body);
        "POST /api/detection-queries/generate", "/api/detection-queries/generate" => |client, body|
            client.detections().generate_query(body);
        "POST /api/detection-queries/generate-async", "/api/detection-queries/generate-async" => |client, body|
            client.detections().generate_query_async(body);
        "POST /api/output-destinations", "/api/output-destinations" => |client, body|
            client.detections().create_output_destination(body);
        "PUT /api/output-destinations/{destinationId}", format!("/api/output-destinations/{ID}") => |client, body|
            client.detections().update_output_destination(ID, body);
    }
}

async fn rules(driver: &mut Driver) {
    let proposal = format!("/api/detection-rules/proposals/{ID}");
    drive! { driver;
        "POST /api/detection-rules/execute-query", "/api/detection-rules/execute-query" => |client, body|
            client.detection_rules().execute_query(body);
        "GET /api/detection-rules/proposals", "/api/detection-rules/proposals?status=open,done&platform=panther" => |client| {
            let status = vec!["open".to_owned(), "done".to_owned()];
            let params = models::ListDetectionRuleProposalsParams::new().status(status).platform("panther");
            client.detection_rules().list_proposals(params)
        };
        "POST /api/detection-rules/proposals/{id}/restore", format!("{proposal}/restore") => |client|
            client.detection_rules().restore_proposal(ID);
        "POST /api/detection-rules/proposals/{id}/smart-deploy", format!("{proposal}/smart-deploy") => |client, body|
            events(client.detection_rules().smart_deploy(ID, body));
        "POST /api/detection-rules/proposals/{id}/test-query", format!("{proposal}/test-query") => |client|
            client.detection_rules().test_query(ID);
        "POST /api/detection-authoring/drafts", "/api/detection-authoring/drafts" => |client, body|
            client.detection_authoring().create_draft(body);
        "GET /api/detection-authoring/drafts/{chatId}", format!("/api/detection-authoring/drafts/{ID}") => |client|
            client.detection_authoring().get_draft(ID);
    }
}
