"""A client with Python's mcp 2.x. Prints what it gets as JSON, which mcp-errors decodes afterwards."""

import asyncio
import json
import sys
import time

from mcp import Client, MCPError, StdioServerParameters

TIMEOUT_SECONDS = 3.0
CALLS = {
    "unknown_tool": ("no_such_tool", {}),
    "bad_arguments": ("bad_arguments", {"limit": "ten", "name": 5}),
}


def describe(error: BaseException) -> dict:
    """The exception as a log has it; of a group, its first member."""
    if isinstance(error, BaseExceptionGroup):
        return describe(error.exceptions[0])
    if isinstance(error, MCPError):
        return {"error": error.error.model_dump(by_alias=True, exclude_none=True)}
    kind = type(error)
    name = kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
    return {"exception": f"{name}: {error}"}


async def run_failure(client: Client, failure: str) -> dict:
    if failure == "resource":
        result = await client.read_resource("report://gone")
    else:
        name, arguments = CALLS.get(failure, (failure, {}))
        result = await client.call_tool(name, arguments, read_timeout_seconds=TIMEOUT_SECONDS)
    return {"result": result.model_dump(mode="json", by_alias=True, exclude_none=True)}


def report(failure: str, start: float, arrived: dict) -> None:
    print(json.dumps({"failure": failure, "ms": round((time.time() - start) * 1000), **arrived}), flush=True)


async def run_session(target: dict, failures: list[str]) -> None:
    server = target.get("url") or StdioServerParameters(command=target["command"], args=target["args"], env=target.get("env"))
    left = list(failures)
    start = time.time()
    try:
        async with Client(server) as client:
            while left:
                start = time.time()
                try:
                    arrived = await run_failure(client, left[0])
                except Exception as error:
                    arrived = describe(error)
                report(left.pop(0), start, arrived)
    except BaseException as error:
        # The connection failed, or broke while it was being closed.
        for failure in left:
            report(failure, start, describe(error))


async def main() -> None:
    for part in json.loads(sys.argv[1])["sessions"]:
        await run_session(part["target"], part["failures"])


asyncio.run(main())
