//! Endpoints whose path is the credential: who knows the URL may use it. The secret begins after the prefix, which ends in a slash.

use crate::redact::text::cursor::{ALNUM, DASH, HEX};
use crate::redact::text::formats::format::{BASE64, Format, PARTS, SMALL, URL, at_least, between, mixed};

pub(super) const FORMATS: &[Format] = &[
    // Webhooks: Slack, Discord, Microsoft Teams and Office, Zapier, Make, Lark, WeCom, Mattermost.
    at_least("hooks.slack.com/services/", BASE64, 20),
    at_least("hooks.slack.com/workflows/", BASE64, 20),
    at_least("hooks.slack.com/triggers/", BASE64, 20),
    at_least("discord.com/api/webhooks/", BASE64, 30),
    at_least("discordapp.com/api/webhooks/", BASE64, 30),
    at_least("outlook.office.com/webhook/", PARTS, 36),
    at_least("outlook.office365.com/webhook/", PARTS, 36),
    at_least("webhook.office.com/webhookb2/", PARTS, 36),
    at_least("hooks.zapier.com/hooks/catch/", BASE64, 10),
    at_least("hook.integromat.com/", ALNUM, 20),
    at_least("open.feishu.cn/open-apis/bot/v2/hook/", URL, 20),
    at_least("open.larksuite.com/open-apis/bot/v2/hook/", URL, 20),
    at_least("maker.ifttt.com/trigger/", BASE64, 30),
    at_least("chat.googleapis.com/v1/spaces/", PARTS, 200),
    at_least("api.pushover.net/1/users/", BASE64, 30),
    at_least("events.pagerduty.com/integration/", SMALL, 32),
    at_least("hc-ping.com/", HEX | DASH, 36),
    at_least("uptime.betterstack.com/api/v1/heartbeat/", ALNUM, 20),
    mixed("make.com/", SMALL, 28, 40),
    // Servers for the Model Context Protocol: Zapier, Make, Pipedream, Composio.
    at_least("mcp.zapier.com/api/mcp/s/", URL, 20),
    at_least("mcp.zapier.com/api/mcp/a/", URL, 20),
    at_least("make.com/mcp/api/v1/u/", HEX | DASH, 36),
    at_least("mcp.pipedream.net/", HEX | DASH, 36),
    at_least("mcp.composio.dev/composio/server/", HEX | DASH, 32),
    // Nodes of block chains: Infura, Alchemy, QuickNode, Ankr, Chainstack, BlockPI, GetBlock, Tenderly, NOWNodes, Blast.
    between("infura.io/v3/", HEX, 32, 32),
    between("infura.io/ws/v3/", HEX, 32, 32),
    at_least("g.alchemy.com/v2/", URL, 20),
    at_least("g.alchemy.com/nft/v3/", URL, 20),
    at_least("alchemyapi.io/v2/", URL, 20),
    at_least("quiknode.pro/", HEX, 32),
    at_least("rpc.ankr.com/", BASE64, 40),
    at_least("core.chainstack.com/", HEX, 32),
    at_least("p2pify.com/", HEX, 32),
    at_least("blockpi.network/v1/rpc/", HEX, 32),
    at_least("go.getblock.io/", HEX, 32),
    mixed("gateway.tenderly.co/", ALNUM, 20, 24),
    at_least("nownodes.io/", HEX | DASH, 36),
    at_least("blastapi.io/", HEX | DASH, 36),
    // Streams: YouTube.
    mixed("youtube.com/live2/", SMALL | DASH, 19, 24),
];
