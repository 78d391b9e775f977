-- Asks for random parts of one file: wrk … -- <size of the file> <bytes of a part, 0 for the whole>
-- The same parts in the same order for every server, prepared before the clock starts.
local pool = {}
local last = 0

function init(args)
  local size, part = tonumber(args[1]), tonumber(args[2])
  math.randomseed(20418)
  if part == 0 then
    pool[1] = wrk.format('GET')
    return
  end
  for i = 1, 4096 do
    local start = math.random(0, size - part)
    pool[i] = wrk.format('GET', nil, {
      ['Host'] = wrk.headers['Host'],
      ['Cookie'] = wrk.headers['Cookie'],
      ['Range'] = string.format('bytes=%d-%d', start, start + part - 1),
    })
  end
end

function request()
  last = last % #pool + 1
  return pool[last]
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    'RESULT {"requests":%d,"bytes":%d,"durationUs":%d,"p50Us":%d,"p99Us":%d,"errors":%d}\n',
    summary.requests, summary.bytes, summary.duration,
    latency:percentile(50), latency:percentile(99),
    errors.connect + errors.read + errors.write + errors.status + errors.timeout
  ))
end
