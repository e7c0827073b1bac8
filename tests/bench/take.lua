-- wrk: every request takes a ticket with a number of its own.
local counter, step, next_number = 0, 4, 1
function setup(thread)
  counter = counter + 1
  thread:set("first", tonumber(os.getenv("FIRST") or "1") + counter - 1)
end
function init(args) next_number = first end
function request()
  local body = string.format(
    '{"number":%d,"service":"%s","village":null,"language":"ky","key":"k%d"}',
    next_number, os.getenv("SERVICE"), next_number)
  next_number = next_number + step
  return wrk.format("POST", "/api/tickets", {
    ["Authorization"] = "Bearer demo-kiosk", ["Content-Type"] = "application/json" }, body)
end
