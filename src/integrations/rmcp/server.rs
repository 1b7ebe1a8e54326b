//! Servers: typed errors for failed requests, panics, and failures of the SDK itself.

#![expect(deprecated, reason = "a server may still have handlers of older protocols")]

use std::borrow::Cow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use ::rmcp::model::{
    CallToolRequestParams, CallToolResponse, CallToolResult, CancelTaskParams, CancelledNotificationParam,
    CompleteRequestParams, CompleteResult, CustomNotification, CustomRequest, CustomResult, DiscoverResult,
    ErrorCode, GetPromptRequestParams, GetPromptResponse, GetSkillRequestParams, GetSkillResult,
    GetTaskParams, GetTaskResult, InitializeRequestParams, InitializeResult, JsonObject, ListPromptsResult,
    ListResourceTemplatesResult, ListResourcesResult, ListSkillsResult, ListToolsResult,
    PaginatedRequestParams, ProgressNotificationParam, ProtocolVersion, ReadResourceDirectoryRequestParams,
    ReadResourceDirectoryResult, ReadResourceRequestParams, ReadResourceResponse, ServerConfig,
    SetLevelRequestParams, SubscribeRequestParams, SubscriptionFilter, Tool, UnsubscribeRequestParams,
    UpdateTaskParams,
};
use ::rmcp::service::{NotificationContext, RequestContext, SubscriptionContext};
use ::rmcp::{ErrorData, RoleServer, ServerHandler};

use crate::decode::decode_value;
use crate::error::McpError;
use crate::integrations::rmcp::panics::{Caught, caught, install_hook, of_panic};
use crate::integrations::rmcp::{error_data_for, own, tool_result_for};
use crate::json::Value;
use crate::limits::MAX_DEPTH;
use crate::view::{Audience, Sent};
use crate::wire::{META_KEY, WireOptions};

/// How the SDK's message about invalid arguments begins.
const BAD_ARGUMENTS: &str = "failed to deserialize parameters: ";

/// The SDK's message about a tool that does not exist.
const UNKNOWN_TOOL: &str = "tool not found";

/// Called with each error before it is sent.
type OnError = dyn Fn(&McpError) + Send + Sync;

/// A server whose failures are typed. Made by [`guard`].
pub struct Guard<S> {
    inner: S,
    options: WireOptions,
    on_error: Option<Arc<OnError>>,
}

/// Wraps a server. Serve the result in place of the server.
///
/// - A panic in a handler becomes an execution error. With the SDK alone, there would be no answer. Its message goes to stderr
///   redacted, with the place: `guard` adds a panic hook for that, and leaves all other panics to the hook that is there.
/// - Invalid arguments become a validation error, and the name of an unknown tool a selector error.
/// - For clients, paths and hosts that the caller itself sent in its arguments stay.
/// - Errors are written for the audience and with the codes that are set here, or else by the settings of the process.
///
/// Errors of the protocol itself (cancellation, required input, tasks, unknown methods) stay as they are.
///
/// ```no_run
/// use mcp_errors::{Audience, rmcp::guard};
/// use rmcp::{ServerHandler, ServiceExt, transport::stdio};
///
/// struct Notes;
/// impl ServerHandler for Notes {}
///
/// # async fn run() -> Result<(), Box<dyn std::error::Error>> {
/// let server = guard(Notes).audience(Audience::Client).on_error(|error| eprintln!("{error}"));
/// server.serve(stdio()).await?.waiting().await?;
/// # Ok(())
/// # }
/// ```
pub fn guard<S: ServerHandler>(server: S) -> Guard<S> {
    install_hook();
    Guard { inner: server, options: WireOptions::default(), on_error: None }
}

impl<S> Guard<S> {
    /// Sets for whom errors are written.
    #[must_use]
    pub fn audience(mut self, audience: Audience) -> Self {
        self.options.audience = Some(audience);
        self
    }

    /// Sets all options of how errors are written.
    #[must_use]
    pub fn options(mut self, options: WireOptions) -> Self {
        self.options = options;
        self
    }

    /// Sets a function that is called with each error before it is sent, for logs and telemetry.
    #[must_use]
    pub fn on_error(mut self, on_error: impl Fn(&McpError) + Send + Sync + 'static) -> Self {
        self.on_error = Some(Arc::new(on_error));
        self
    }

    /// What the caller sent in its arguments, if it will be asked for.
    fn sent(&self, arguments: Option<&JsonObject>) -> Sent {
        let mut sent = Sent::default();
        if self.options.audience_or_default() == Audience::Client {
            arguments
                .into_iter()
                .flat_map(|map| map.values())
                .for_each(|value| add_texts(value, &mut sent, 0));
        }
        sent
    }

    fn report(&self, error: &McpError) {
        if let Some(on_error) = &self.on_error {
            // A logger that panics must not take the answer with it.
            let _ = catch_unwind(AssertUnwindSafe(|| on_error(error)));
        }
    }

    fn as_data(&self, error: &McpError, sent: &Sent) -> ErrorData {
        self.report(error);
        error_data_for(error, self.options, sent)
    }

    /// Returns the response for the result of a tool.
    fn of_tool(
        &self,
        tool: &str,
        sent: &Sent,
        outcome: Caught<CallToolResponse>,
    ) -> Result<CallToolResponse, ErrorData> {
        let as_result = |error: &McpError| {
            self.report(error);
            Ok(tool_result_for(error, self.options, sent).into())
        };
        match outcome {
            Err(panic) => as_result(&of_panic(tool, panic.as_ref())),
            Ok(Ok(CallToolResponse::Complete(result))) if result.is_error == Some(true) => {
                match typed(&result, tool) {
                    Some(error) => as_result(&error),
                    None => Ok(result.into()),
                }
            }
            Ok(Err(data)) if !is_ours(&data) && data.message == UNKNOWN_TOOL => Err(self.as_data(
                &McpError::selector(data.message)
                    .selector(tool)
                    .error("not_found")
                    .hints(["List the tools, and call one of them"])
                    .build(),
                sent,
            )),
            Ok(Err(data)) if !is_ours(&data) && data.code == ErrorCode::INVALID_PARAMS => Err(self.as_data(
                &McpError::validation(data.message)
                    .field("name")
                    .value(tool)
                    .hints(["List the tools, and call one of them with arguments that fit its schema"])
                    .build(),
                sent,
            )),
            other => self.of_request(tool, sent, other),
        }
    }

    /// The answer to any other request, by the outcome of its handler.
    fn of_request<T>(&self, operation: &str, sent: &Sent, outcome: Caught<T>) -> Result<T, ErrorData> {
        match outcome {
            Err(panic) => Err(self.as_data(&of_panic(operation, panic.as_ref()), sent)),
            Ok(Err(data)) if is_ours(&data) => Err(self.as_data(&data.into(), sent)),
            Ok(answer) => answer,
        }
    }
}

impl<S: std::fmt::Debug> std::fmt::Debug for Guard<S> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Guard")
            .field("inner", &self.inner)
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}

/// Forwards requests: name, parameters, answer. None of these parameters stands in an error.
macro_rules! requests {
    ($($name:ident($($request:ident: $params:ty)?) -> $answer:ty;)+) => { $(
        async fn $name(
            &self,
            $($request: $params,)?
            context: RequestContext<RoleServer>,
        ) -> Result<$answer, ErrorData> {
            let outcome = caught(|| self.inner.$name($($request,)? context)).await;
            self.of_request(stringify!($name), &Sent::default(), outcome)
        }
    )+ };
}

/// Forwards notifications, which have no answer.
macro_rules! notifications {
    ($($name:ident($($params:ty)?);)+) => { $( notifications!(@one $name $($params)?); )+ };
    (@one $name:ident) => {
        async fn $name(&self, context: NotificationContext<RoleServer>) {
            if let Err(panic) = caught(|| self.inner.$name(context)).await {
                self.report(&of_panic(stringify!($name), panic.as_ref()));
            }
        }
    };
    (@one $name:ident $params:ty) => {
        async fn $name(&self, notification: $params, context: NotificationContext<RoleServer>) {
            if let Err(panic) = caught(|| self.inner.$name(notification, context)).await {
                self.report(&of_panic(stringify!($name), panic.as_ref()));
            }
        }
    };
}

// All methods of the trait: a call of one that is missing here would not reach the server.
impl<S: ServerHandler> ServerHandler for Guard<S> {
    async fn call_tool(
        &self,
        request: CallToolRequestParams,
        context: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        let tool = request.name.clone();
        let sent = self.sent(request.arguments.as_ref());
        let outcome = caught(|| self.inner.call_tool(request, context)).await;
        self.of_tool(&tool, &sent, outcome)
    }

    async fn get_prompt(
        &self,
        request: GetPromptRequestParams,
        context: RequestContext<RoleServer>,
    ) -> Result<GetPromptResponse, ErrorData> {
        let sent = self.sent(request.arguments.as_ref());
        let outcome = caught(|| self.inner.get_prompt(request, context)).await;
        self.of_request("get_prompt", &sent, outcome)
    }

    async fn read_resource(
        &self,
        request: ReadResourceRequestParams,
        context: RequestContext<RoleServer>,
    ) -> Result<ReadResourceResponse, ErrorData> {
        let mut sent = Sent::default();
        sent.add(&request.uri);
        let outcome = caught(|| self.inner.read_resource(request, context)).await;
        self.of_request("read_resource", &sent, outcome)
    }

    requests! {
        ping() -> ();
        initialize(request: InitializeRequestParams) -> InitializeResult;
        discover() -> DiscoverResult;
        complete(request: CompleteRequestParams) -> CompleteResult;
        set_level(request: SetLevelRequestParams) -> ();
        list_prompts(request: Option<PaginatedRequestParams>) -> ListPromptsResult;
        list_resources(request: Option<PaginatedRequestParams>) -> ListResourcesResult;
        list_resource_templates(request: Option<PaginatedRequestParams>) -> ListResourceTemplatesResult;
        subscribe(request: SubscribeRequestParams) -> ();
        unsubscribe(request: UnsubscribeRequestParams) -> ();
        list_tools(request: Option<PaginatedRequestParams>) -> ListToolsResult;
        on_custom_request(request: CustomRequest) -> CustomResult;
        get_task(request: GetTaskParams) -> GetTaskResult;
        update_task(request: UpdateTaskParams) -> ();
        cancel_task(request: CancelTaskParams) -> ();
        list_skills(request: Option<PaginatedRequestParams>) -> ListSkillsResult;
        get_skill(request: GetSkillRequestParams) -> GetSkillResult;
        read_resource_directory(request: ReadResourceDirectoryRequestParams) -> ReadResourceDirectoryResult;
    }

    notifications! {
        on_cancelled(CancelledNotificationParam);
        on_progress(ProgressNotificationParam);
        on_initialized();
        on_roots_list_changed();
        on_custom_notification(CustomNotification);
    }

    async fn listen(&self, context: SubscriptionContext) -> Result<(), ErrorData> {
        let outcome = caught(|| self.inner.listen(context)).await;
        self.of_request("listen", &Sent::default(), outcome)
    }

    fn negotiate_initialize(&self, request: &InitializeRequestParams) -> Result<InitializeResult, ErrorData> {
        self.inner.negotiate_initialize(request)
    }

    fn supported_protocol_versions(&self) -> Cow<'static, [ProtocolVersion]> {
        self.inner.supported_protocol_versions()
    }

    fn accepted_subscription_filter(&self, requested: &SubscriptionFilter) -> Option<SubscriptionFilter> {
        self.inner.accepted_subscription_filter(requested)
    }

    fn get_tool(&self, name: &str) -> Option<Tool> {
        self.inner.get_tool(name)
    }

    fn get_info(&self) -> ServerConfig {
        self.inner.get_info()
    }
}

/// The typed error of a failed result: ours, or the SDK's message about invalid arguments. Other results are the author's, and stay.
fn typed(result: &CallToolResult, operation: &str) -> Option<McpError> {
    if result.meta.as_ref().is_some_and(|meta| meta.0.contains_key(META_KEY)) {
        return decode_value(own(result));
    }
    let value = own(&result.content);
    let text = value.as_array()?.first()?.get("text").and_then(Value::as_str)?;
    let problem = text.strip_prefix(BAD_ARGUMENTS)?;
    let mut builder = McpError::validation("the arguments do not fit the tool")
        .validation_errors([problem])
        .context("tool", operation)
        .hints(["Call the tool again with arguments that fit its schema"]);
    if let Some(name) = problem.split('`').nth(1).filter(|_| problem.contains(" field `")) {
        builder = builder.field(name);
    }
    Some(builder.build())
}

/// Adds the texts in an argument.
fn add_texts(value: &serde_json::Value, sent: &mut Sent, depth: usize) {
    use serde_json::Value::{Array, Object, String};
    match value {
        String(text) => sent.add(text),
        Array(items) if depth < MAX_DEPTH => items.iter().for_each(|item| add_texts(item, sent, depth + 1)),
        Object(map) if depth < MAX_DEPTH => map.values().for_each(|item| add_texts(item, sent, depth + 1)),
        _ => {}
    }
}

fn is_ours(data: &ErrorData) -> bool {
    data.data.as_ref().is_some_and(|data| data.get("error_type").is_some())
}
