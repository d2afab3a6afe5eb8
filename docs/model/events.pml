/* `events`: a log of what people do in viewers, which is there while somebody listens.
 *
 * What it holds, what it leaves out and what each mutant takes away: README.md beside this file.
 * Every name in capitals is a macro; those in `runs` are given with -D.
 */

/* The size of the world. */
#ifndef LISTENERS
#define LISTENERS 2
#endif
#ifndef SENDERS          /* viewers */
#define SENDERS 2
#endif
#ifndef EVENTS           /* that each of them has to tell */
#define EVENTS 1
#endif
#ifndef KILLS
#define KILLS 1
#endif
#ifndef HANDS            /* people who delete the file, or the channel */
#define HANDS 0
#endif
#ifndef FILES            /* that may ever be made */
#define FILES 3
#endif

/* What is promised. None is ever true: each names its assertions in what spin prints. */
hidden byte heardAll, readAll, nameKept, nothingLeft, noLockLeft;
#define PROMISE(name, condition) assert((condition) || name)

#define NONE 0
#define BIT(p) (1 << (p))
#define MOST 5                    /* events, with the monitor's */

byte name = NONE, files = 0;      /* which file is `events` */
byte held[FILES + 1];             /* LOCK_EX: which process */
byte looked[FILES + 1];           /* LOCK_SH: which processes, as bits */
byte size[FILES + 1];             /* in records */
byte watched[FILES + 1];          /* inotify: which processes, as bits */
byte rung = 0;
byte kills = KILLS;

typedef Log { byte record[MOST + 1] };
Log log[FILES + 1];

/* From outside. */
byte events = 0;
byte due[MOST + 1];               /* who listened before the event, as bits */
bool told[MOST + 1];              /* its viewer has got through */
byte heard[MOST + 1];
byte listens = 0;                 /* as bits */
byte on[LISTENERS + 1];           /* to which file */
byte position[LISTENERS + 1];     /* how far in it */
bool byHand = false;

#define KILL atomic { kills > 0 -> kills--; goto killed }
#define STEP(action) if :: atomic { true -> action } :: KILL fi
#define RING(f) rung = rung | watched[f]

/* It was none of the events' business who listens no more, or begins anew. */
inline forget() {
  k = 1;
  do :: k <= MOST -> due[k] = due[k] & ~BIT(me); k++ :: else -> break od;
  listens = listens & ~BIT(me);
  if :: f != NONE -> looked[f] = looked[f] & ~BIT(me); watched[f] = watched[f] & ~BIT(me) :: else fi;
  rung = rung & ~BIT(me);
  on[me] = NONE; position[me] = 0; f = NONE; k = 0
}

proctype Listener(byte me) {
  byte f = NONE, k = 0;
  bool stays = false;
  if :: stays = true :: skip fi;
begin:
  STEP(f = name);
  if
  :: f == NONE ->
     STEP(
       if :: files == FILES -> goto out :: else fi;
       files++; f = files;
#if !defined(NAME_BEFORE_LOCK) && !defined(NO_LISTENER_LOCK)
       looked[f] = looked[f] | BIT(me)
#endif
     );
     STEP(
       if
       :: name == NONE -> name = f
       :: else -> forget(); goto begin
       fi);
#ifdef NAME_BEFORE_LOCK
     STEP(if :: held[f] == NONE -> looked[f] = looked[f] | BIT(me) :: else -> f = NONE; goto again fi);
#endif
  :: else ->
#ifndef NO_LISTENER_LOCK
     STEP(if :: held[f] == NONE -> looked[f] = looked[f] | BIT(me) :: else -> f = NONE; goto again fi);
#endif
#ifndef NO_LINK_CHECK
     STEP(if :: name == f -> skip :: else -> forget(); goto begin fi)
#endif
  fi;
#ifndef WATCH_AFTER_END
  STEP(watched[f] = watched[f] | BIT(me));
#endif
  STEP(position[me] = size[f]);
#ifdef WATCH_AFTER_END
  STEP(watched[f] = watched[f] | BIT(me));
#endif
  /* Deleted by hand before there was a watch: what comes later rings. */
  STEP(if :: name == f || !byHand -> listens = listens | BIT(me); on[me] = f :: else -> forget(); goto begin fi);
wait:
endWait:
  if
  :: atomic { rung & BIT(me) -> skip };
#ifndef DRAIN_AFTER_READ
     STEP(rung = rung & ~BIT(me));
#endif
     STEP(
       do
       :: position[me] < size[f] ->
          heard[log[f].record[position[me]]] = heard[log[f].record[position[me]]] | BIT(me);
          position[me]++
       :: else -> break
       od);
#ifdef DRAIN_AFTER_READ
     STEP(rung = rung & ~BIT(me));
#endif
     STEP(if :: name == f || !byHand -> skip :: else -> forget(); goto begin fi);
     goto wait
  :: atomic { !stays -> skip }; goto out
  :: atomic { !stays && kills > 0 -> kills--; goto killed }
  fi;
again:
  /* A viewer has the lock for a moment. */
  atomic { name == NONE || held[name] == NONE -> skip };
  goto begin;
killed:
out:
  atomic { forget(); stays = false }
}

inline tell() {
  atomic { events++; e = events; due[e] = listens };
  STEP(f = name);
  if
  :: f != NONE ->
#ifdef PROBE_SHARED
     STEP(isAlone = (held[f] == NONE));
#else
     STEP(
       if
       :: held[f] == NONE && looked[f] == 0 -> held[f] = me; isAlone = true
       :: else -> isAlone = false
       fi);
#endif
#ifdef UNLOCK_BEFORE_UNLINK
     STEP(if :: held[f] == me -> held[f] = NONE :: else fi);
#endif
     if
     :: isAlone ->
#ifdef NO_VIEWER_LINK_CHECK
        isNamed = true;
#else
        STEP(isNamed = (name == f));
#endif
        STEP(
          if
          :: isNamed && name != NONE ->
             k = 1;
             do
             :: k <= LISTENERS -> PROMISE(nameKept, byHand || on[k] != name); k++
             :: else -> break
             od;
             RING(name); name = NONE
          :: else
          fi);
        STEP(if :: held[f] == me -> held[f] = NONE :: else fi)
     :: else ->
        STEP(log[f].record[size[f]] = e; size[f]++; RING(f))
     fi
  :: else
  fi;
  told[e] = true
}

proctype Viewer(byte me) {
  byte f = NONE, e = 0, n = 0, k = 0;
  bool isAlone = false, isNamed = false;
  do
  :: n < EVENTS -> n++; tell()
  :: else -> break
  od;
killed:
  atomic {
    if :: f != NONE && held[f] == me -> held[f] = NONE :: else fi;
    f = NONE; e = 0; n = 0; k = 0; isAlone = false; isNamed = false
  }
}

#if HANDS
proctype Hand() {
endHand:
  atomic { name != NONE -> byHand = true; RING(name); name = NONE }
}
#endif

/* When nothing happens any more: who listens has heard all; and where nobody does, nothing stays. */
proctype Monitor(byte me) {
  byte f = NONE, e = 0, k = 1;
  bool isAlone = false, isNamed = false;
  timeout;
  atomic {
    kills = 0;
    do
    :: k <= events -> PROMISE(heardAll, !told[k] || (due[k] & listens & ~heard[k]) == 0); k++
    :: else -> break
    od;
    k = 1;
    do
    :: k <= LISTENERS -> PROMISE(readAll, on[k] == NONE || byHand || position[k] == size[on[k]]); k++
    :: else -> break
    od;
    k = 1;
    do
    :: k <= FILES -> PROMISE(noLockLeft, held[k] == NONE && (looked[k] & ~listens) == 0); k++
    :: else -> break
    od
  };
  if
  :: listens == 0 -> tell(); PROMISE(nothingLeft, name == NONE)
  :: else
  fi;
killed:
  skip
}

init {
  byte k = 0;
  atomic {
    do :: k < LISTENERS -> k++; run Listener(k) :: else -> break od;
    do :: k < LISTENERS + SENDERS -> k++; run Viewer(k) :: else -> break od;
#if HANDS
    run Hand();
#endif
    run Monitor(k + 1)
  }
}
