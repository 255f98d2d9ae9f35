//! Jobs: what the service works on after it has answered, with an id and nothing more.
//!
//! ```no_run
//! # async fn example(cotool: cotool_api::Client) -> Result<(), Box<dyn std::error::Error>> {
//! use cotool_api::models::GeneratePlanAsyncBody;
//!
//! let body = GeneratePlanAsyncBody::new("Find impossible travel", vec!["okta".to_owned()]);
//! let job = cotool.detections().start_plan(body).await?;
//! println!("job {} started", job.id());
//! # Ok(())
//! # }
//! ```
//!
//! No public page says how a job is asked about, so a [`Job`] has no status and cannot be waited for. Where the answer is
//! needed in this program, call [`Detections::generate_plan`] or [`Detections::generate_query`], which give it directly.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use uuid::Uuid;

use crate::api::Detections;
use crate::models::{
    GeneratePlanAsyncBody, GeneratePlanAsyncError, GeneratePlanAsyncResponse,
    GenerateQueryAsyncError, GenerateQueryAsyncResponse, QueryGeneration,
};
use crate::runtime::{Call, Error, ErrorBody};

impl Detections {
    /// Starts to generate an investigation plan and gives the id of the job. The request is sent once.
    ///
    /// How the job is asked about is not publicly known: see [`job`](crate::job).
    pub fn start_plan(
        &self,
        body: GeneratePlanAsyncBody,
    ) -> StartJob<GeneratePlanAsyncResponse, GeneratePlanAsyncError> {
        StartJob {
            call: self.generate_plan_async(body),
            id: |answer| answer.job_id,
        }
    }

    /// Starts to generate a query and gives the id of the job. The request is sent once.
    ///
    /// How the job is asked about is not publicly known: see [`job`](crate::job).
    pub fn start_query(
        &self,
        body: QueryGeneration,
    ) -> StartJob<GenerateQueryAsyncResponse, GenerateQueryAsyncError> {
        StartJob {
            call: self.generate_query_async(body),
            id: |answer| answer.job_id,
        }
    }
}

/// A job that was started.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Job {
    id: Uuid,
}

impl Job {
    /// The job.
    #[must_use]
    pub fn id(&self) -> Uuid {
        self.id
    }
}

/// A job that is about to be started: set what is special about it, and await it.
#[must_use = "a job is not started until this is awaited"]
pub struct StartJob<T, E> {
    call: Call<T, E>,
    id: fn(&T) -> Uuid,
}

impl<T, E> StartJob<T, E> {
    /// The longest that starting the job may take. The job itself is not limited by it.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.call = self.call.timeout(limit);
        self
    }

    /// Sends this header too.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.call = self.call.header(name, value);
        self
    }
}

impl<T: Send + 'static, E: ErrorBody + Send + 'static> IntoFuture for StartJob<T, E> {
    type Output = Result<Job, Error<E>>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let started = self.call.await?;
            Ok(Job {
                id: (self.id)(&started),
            })
        })
    }
}

impl<T, E> fmt::Debug for StartJob<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("StartJob").field(&self.call).finish()
    }
}
