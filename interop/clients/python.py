"""A client with Python's mcp 2.x. It prints what it got as JSON; mcp-errors decodes it afterwards."""

import asyncio
import json
import sys
import time

from mcp import Client, MCPError, StdioServerParameters

PATIENCE = 3.0
CALLS = {
    "unknown_tool": ("no_such_tool", {}),
    "bad_arguments": ("bad_arguments", {"limit": "ten", "name": 5}),
}


def shown(error: BaseException) -> dict:
    """An exception as a log would have it; a group has its members inside."""
    if isinstance(error, BaseExceptionGroup):
        return shown(error.exceptions[0])
    if isinstance(error, MCPError):
        return {"error": error.error.model_dump(by_alias=True, exclude_none=True)}
    kind = type(error)
    name = kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
    return {"exception": f"{name}: {error}"}


async def one(client: Client, failure: str) -> dict:
    if failure == "resource":
        result = await client.read_resource("report://gone")
    else:
        name, arguments = CALLS.get(failure, (failure, {}))
        result = await client.call_tool(name, arguments, read_timeout_seconds=PATIENCE)
    return {"result": result.model_dump(mode="json", by_alias=True, exclude_none=True)}


def say(failure: str, start: float, arrived: dict) -> None:
    print(json.dumps({"failure": failure, "ms": round((time.time() - start) * 1000), **arrived}), flush=True)


async def session(target: dict, failures: list[str]) -> None:
    server = target.get("url") or StdioServerParameters(command=target["command"], args=target["args"], env=target.get("env"))
    left = list(failures)
    start = time.time()
    try:
        async with Client(server) as client:
            while left:
                start = time.time()
                try:
                    arrived = await one(client, left[0])
                except Exception as error:
                    arrived = shown(error)
                say(left.pop(0), start, arrived)
    except BaseException as error:
        # The connection itself failed, or fell apart while it was being left.
        for failure in left:
            say(failure, start, shown(error))


async def main() -> None:
    for part in json.loads(sys.argv[1])["sessions"]:
        await session(part["target"], part["failures"])


asyncio.run(main())
