"""A server with Python's mcp 2.x. It does not use mcp-errors: its payloads are the dictionaries of raised.json."""

import asyncio
import json
import os
import signal
import sys
from pathlib import Path
from typing import Annotated

import uvicorn
from mcp import MCPError
from mcp.server.mcpserver import MCPServer
from mcp_types import CallToolResult, TextContent
from pydantic import Field
from starlette.responses import JSONResponse

PLAIN = os.environ.get("INTEROP_MODE") == "plain"
RAISED = json.loads((Path(__file__).parent.parent / "raised.json").read_text())
META_KEY = "io.github.mcp-errors/error"
server = MCPServer("python")


@server.tool()
def thrown() -> str:
    if PLAIN:
        raise RuntimeError("cannot reach the report server")
    payload = RAISED["thrown"]
    raise MCPError(code=-32603, message=payload["message"], data=payload)


@server.tool()
def returned() -> CallToolResult:
    text = TextContent(type="text", text="two reports match rpt_12")
    if PLAIN:
        return CallToolResult(content=[text], is_error=True)
    return CallToolResult(content=[text], is_error=True, _meta={META_KEY: RAISED["returned"]})


@server.tool()
def bad_arguments(limit: Annotated[int, Field(ge=1)], name: str | None = None) -> str:
    return "fine"


@server.tool()
async def timeout() -> str:
    await asyncio.sleep(20)
    return ""


@server.tool()
async def killed() -> str:
    await asyncio.sleep(0.2)
    os.kill(os.getpid(), signal.SIGKILL)
    return ""


@server.tool()
def panic() -> str:
    return panic()


@server.tool()
def nothing() -> str:
    raise None  # Python raises a TypeError


@server.tool()
def cycle() -> str:
    data = {"report": "rpt_12"}
    data["self"] = data
    if PLAIN:
        raise MCPError(code=-31000, message="the report contains itself", data=data)
    payload = dict(RAISED["cycle"], context={"data": data, "request_id": "req-cycle"})
    raise MCPError(code=-32603, message=payload["message"], data=payload)


@server.resource("report://gone")
def resource() -> str:
    if PLAIN:
        raise RuntimeError("the report has been deleted")
    payload = RAISED["resource"]
    raise MCPError(code=-32603, message=payload["message"], data=payload)


CHALLENGES = {
    "/401": (401, "invalid_token", 'Bearer error="invalid_token", error_description="The access token expired"'),
    "/403": (403, "insufficient_scope", 'Bearer error="insufficient_scope", scope="reports:read"'),
}


def with_challenges(app):
    """Adds two paths that reject every request."""

    async def run(scope, receive, send):
        challenge = CHALLENGES.get(scope.get("path"))
        if challenge is None:
            return await app(scope, receive, send)
        status, word, authenticate = challenge
        response = JSONResponse({"error": word}, status, headers={"WWW-Authenticate": authenticate})
        return await response(scope, receive, send)

    return run


async def serve_http() -> None:
    config = uvicorn.Config(with_challenges(server.streamable_http_app()), host="127.0.0.1", port=0, log_level="error")
    listener = uvicorn.Server(config)
    running = asyncio.create_task(listener.serve())
    while not listener.started:
        await asyncio.sleep(0.01)
    print(json.dumps({"port": listener.servers[0].sockets[0].getsockname()[1]}), flush=True)
    await running


if sys.argv[1:] == ["http"]:
    asyncio.run(serve_http())
else:
    server.run("stdio")
