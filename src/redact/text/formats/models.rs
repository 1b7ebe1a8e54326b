//! Tokens of language models and agents.

use crate::redact::text::cursor::{ALNUM, DIGIT, HEX, JOINT};
use crate::redact::text::formats::format::{BASE64, Format, SMALL, URL, WORD, at_least, between, mixed};

pub(super) const FORMATS: &[Format] = &[
    // OpenAI, Anthropic, OpenRouter, DeepSeek, Langfuse and others with the same prefix.
    at_least("sk-proj-", URL, 20),
    at_least("sk-svcacct-", URL, 20),
    at_least("sk-admin-", URL, 20),
    at_least("sk-ant-", URL, 20),
    at_least("sk-or-v1-", HEX, 40),
    at_least("sk-lf-", URL, 30),
    mixed("sk-", URL, 20, 0),
    mixed("pk-lf-", URL, 30, 0),
    mixed("sess-", ALNUM, 40, 40),
    // Models and agents: Hugging Face, Replicate, Groq, Perplexity, xAI, NVIDIA, Fireworks, Together, Cerebras, Jina,
    // Tavily, Firecrawl, Pinecone, LangSmith, Weights & Biases, Voyage, LlamaCloud, Llama API, E2B, Exa, Cursor, Devin.
    between("hf_", ALNUM, 30, 40),
    at_least("api_org_", ALNUM, 30),
    at_least("r8_", ALNUM, 30),
    at_least("gsk_", ALNUM, 40),
    at_least("pplx-", ALNUM, 30),
    at_least("xai-", URL, 40),
    at_least("nvapi-", URL, 40),
    mixed("fw_", ALNUM, 24, 0),
    at_least("tgp_v1_", URL, 30),
    mixed("csk-", ALNUM, 30, 0),
    at_least("jina_", URL, 40),
    at_least("tvly-", URL, 20),
    mixed("fc-", HEX, 32, 32),
    at_least("pcsk_", WORD, 40),
    at_least("lsv2_pt_", WORD, 30),
    at_least("lsv2_sk_", WORD, 30),
    between("wandb_v1_", WORD, 70, 90),
    mixed("pa-", URL, 40, 0),
    at_least("llx-", ALNUM, 40),
    at_least("LLM|", DIGIT | JOINT | URL, 30),
    between("e2b_", HEX, 40, 40),
    at_least("key_", HEX, 64),
    at_least("apk_user_", BASE64, 40),
    at_least("ctx7sk-", URL, 30),
    at_least("bb_live_", URL, 20),
    at_least("cog_", SMALL, 50),
    mixed("up_", ALNUM, 28, 40),
    // As their documentation and the rules of public scanners (gitleaks, Kingfisher) have them: client secrets of OpenAI's
    // realtime interface, Composio, Brave Search, Cartesia, Chroma, Modal, Mem0, Daytona, Retell, Nomic, RunPod, Coze, Baidu and
    // Volcano Engine.
    mixed("ek_", ALNUM, 28, 0),
    mixed("ak_", URL, 18, 40),
    mixed("BSA", URL, 28, 28),
    at_least("sk_car_", ALNUM, 20),
    mixed("ck-", ALNUM, 40, 50),
    mixed("ak-", ALNUM, 22, 22),
    mixed("as-", ALNUM, 22, 22),
    mixed("m0-", ALNUM, 40, 40),
    at_least("dtn_", HEX, 60),
    mixed("key_", HEX, 28, 28),
    mixed("nk-", URL, 40, 0),
    mixed("rpa_", ALNUM, 36, 60),
    mixed("pat_", ALNUM, 50, 70),
    at_least("bce-v3/ALTAK-", BASE64, 40),
    at_least("AKLT", BASE64, 40),
];
