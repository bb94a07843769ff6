import type { ChatProtocol } from '../../protocols/protocol.ts'
import { dropped, refused } from './fate.ts'
import type { Fate } from './fate.ts'

const ITS_OWN = dropped('It is the work of a tool that the other provider ran.')
const HOSTED = dropped('The other provider hosts this tool; the target does not.')
const STATE = refused('It points to what the other provider keeps, which the target can not see.')
const SOUND = refused('The target does not hear.')

/** What a protocol names by `type` and no other protocol has. A type that is neither known nor here is refused. */
export const FOREIGN: Readonly<Record<ChatProtocol, Readonly<Record<string, Fate>>>> = {
  'anthropic-messages': {
    redacted_thinking: dropped('Only the model that wrote it can read it.'),
    server_tool_use: ITS_OWN,
    web_search_tool_result: ITS_OWN,
    web_fetch_tool_result: ITS_OWN,
    code_execution_tool_result: ITS_OWN,
    bash_code_execution_tool_result: ITS_OWN,
    text_editor_code_execution_tool_result: ITS_OWN,
    tool_search_tool_result: ITS_OWN,
    advisor_tool_result: ITS_OWN,
    mcp_tool_use: ITS_OWN,
    mcp_tool_result: ITS_OWN,
    mcp_tool_listing: ITS_OWN,
    tool_addition: ITS_OWN,
    tool_removal: ITS_OWN,
    tool_reference: ITS_OWN,
    browser_state: ITS_OWN,
    compaction: ITS_OWN,
    fallback: ITS_OWN,
    container_upload: STATE,
    'a tool with a type': HOSTED,
  },
  'openai-chat': {
    input_audio: SOUND,
    audio: SOUND,
    function: refused('Send a message of the tool role instead.'),
    'a tool with a type': HOSTED,
  },
  'openai-responses': {
    input_audio: SOUND,
    file_search_call: ITS_OWN,
    web_search_call: ITS_OWN,
    computer_call: ITS_OWN,
    computer_call_output: ITS_OWN,
    code_interpreter_call: ITS_OWN,
    image_generation_call: ITS_OWN,
    local_shell_call: ITS_OWN,
    local_shell_call_output: ITS_OWN,
    shell_call: ITS_OWN,
    shell_call_output: ITS_OWN,
    apply_patch_call: ITS_OWN,
    apply_patch_call_output: ITS_OWN,
    tool_search_call: ITS_OWN,
    tool_search_output: ITS_OWN,
    additional_tools: ITS_OWN,
    configuration_update: ITS_OWN,
    mcp_call: ITS_OWN,
    mcp_list_tools: ITS_OWN,
    mcp_approval_request: ITS_OWN,
    mcp_approval_response: ITS_OWN,
    program: ITS_OWN,
    program_output: ITS_OWN,
    compaction: ITS_OWN,
    compaction_trigger: ITS_OWN,
    item_reference: STATE,
    'a tool with a type': HOSTED,
  },
}
