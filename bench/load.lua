-- Requests for wrk. Environment: LOAD_METHOD, LOAD_PATH and LOAD_BODY with {id} (a random id of LOAD_IDS) and {n} (a number of
-- its own); LOAD_HEADERS, one "Name: value" a line. Prints one line of JSON at the end.
local method, path, body = os.getenv("LOAD_METHOD") or "GET", os.getenv("LOAD_PATH"), os.getenv("LOAD_BODY")
local headers, ids, count, threads = {}, {}, 0, {}
for line in (os.getenv("LOAD_HEADERS") or ""):gmatch("[^\n]+") do
  local name, value = line:match("^([^:]+):%s*(.*)$")
  headers[name] = value
end

function setup(thread) table.insert(threads, thread) end

function init()
  math.randomseed(os.time())
  for id in io.lines(os.getenv("LOAD_IDS")) do ids[#ids + 1] = id end
  refused, sample = 0, ""
end

local function filled(text)
  if not text then return nil end
  count = count + 1
  text = text:gsub("{id}", ids[math.random(#ids)])
  return (text:gsub("{n}", tostring(os.time() % 100000) .. tostring(count)))
end

function request() return wrk.format(method, filled(path), headers, filled(body)) end

function response(status, _, text)
  if status >= 300 then
    refused = refused + 1
    if sample == "" then sample = status .. " " .. text:sub(1, 200) end
  end
end

function done(summary, latency)
  local bad, first = 0, ""
  for _, thread in ipairs(threads) do
    bad = bad + (thread:get("refused") or 0)
    if first == "" then first = thread:get("sample") or "" end
  end
  io.write(string.format('JSON {"requests":%d,"rps":%.1f,"p50":%.3f,"p95":%.3f,"refused":%d,"sample":"%s"}\n', summary.requests,
    summary.requests / (summary.duration / 1e6), latency:percentile(50) / 1000, latency:percentile(95) / 1000, bad,
    (first:gsub("[^%w %.,:/_-]", ""))))
end
