/// Every trial, in the order in which they are run.
let allTrials: [any Trial.Type] = [
  StopTrial.self
]
