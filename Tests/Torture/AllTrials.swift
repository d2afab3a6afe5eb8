/// Every trial, in the order in which they are run.
let allTrials: [any Trial.Type] = [
  KillTrial.self, StopTrial.self,
  HostileTrial.self, OtherUserTrial.self, ShortageTrial.self, NamespaceTrial.self,
  DecoderTrial.self,
]
