/// Every trial, in the order in which they are run.
let allTrials: [any Trial.Type] = [
  KillTrial.self, StopTrial.self,
]
