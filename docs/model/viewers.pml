/* `viewers/`: a file for each viewer, locked while it lives; listing unlinks the others.
 *
 * What it holds, what it leaves out and what each mutant takes away: README.md beside this file.
 * Every name in capitals is a macro; those in `runs` are given with -D.
 */

/* The size of the world. */
#ifndef VIEWERS
#define VIEWERS 2
#endif
#ifndef LISTERS
#define LISTERS 2
#endif
#ifndef WAITERS          /* publishers that wait until a viewer has shown their frame */
#define WAITERS 0
#endif
#ifndef KILLS
#define KILLS 1
#endif
#ifndef FILES            /* names that may ever be used, at most 7 */
#define FILES 4
#endif

/* What is promised. None is ever true: each names its assertions in what spin prints. */
hidden byte livingSeen, recordWhole, noneDead, noneMissed, nothingLeft;
#define PROMISE(name, condition) assert((condition) || name)

#ifndef ACKNOWLEDGEMENTS /* of each viewer */
#define ACKNOWLEDGEMENTS 1
#endif
#ifndef HANDS            /* people who delete a viewer's file */
#define HANDS 0
#endif
#ifndef RENEWALS         /* 1: the channel is removed, and made anew */
#define RENEWALS 0
#endif

#define NONE 0
#define N 8
#define BIT(p) (1 << (p))

/* A file; its name is used once, as random names are. */
bool linked[N];
byte held[N];                     /* LOCK_EX: which process */
byte looked[N];                   /* LOCK_SH: which processes, as bits */
bool written[N];                  /* all 104 bytes */
bool shows[N];                    /* the awaited generation, or a later one */
byte home[N];                     /* in which incarnation of the channel it lies */
byte made = 0, kills = KILLS;
byte current = 0;                 /* the incarnation that has the name */
byte deleted = 0;                 /* incarnations below this one have no directory any more */

/* From outside. */
bool byHand[N];                   /* somebody has deleted it */
bool told[N];                     /* its viewer has acknowledged a frame since */
bool lives[N];                    /* a viewer that has this file, and has not been killed */
byte rung = 0, watching = 0;      /* waiters, as bits */
byte satisfied = 0;

#define KILL atomic { kills > 0 -> kills--; goto killed }
#define STEP(action) if :: atomic { true -> action } :: KILL fi
#define RING rung = rung | watching

proctype Viewer(byte me) {
  byte f = NONE, old = NONE, c = 0, acknowledged = 0;
  bool stays = false;
  if :: stays = true :: skip fi;
attach:
  STEP(c = current);
register:
  /* The world ends where the names do. */
#ifdef SAME_NAME
  atomic { if :: f == NONE && made == FILES -> goto out :: f == NONE && made < FILES -> made++; f = made :: else fi };
  STEP(if :: linked[f] -> goto register :: else -> linked[f] = true; held[f] = NONE; looked[f] = 0; lives[f] = true fi);
#else
  STEP(
    if
    :: made == FILES -> f = NONE; goto out
    :: made < FILES && c < deleted -> f = NONE; goto idle  /* no directory to make it in */
    :: else -> made++; f = made; linked[f] = true; lives[f] = true; home[f] = c
    fi);
#endif
#ifndef NO_LOCK
  STEP(if :: held[f] == NONE && looked[f] == 0 -> held[f] = me :: else -> lives[f] = false; goto register fi);
#endif
#ifndef NO_LINK_CHECK
  STEP(if :: linked[f] -> skip :: else -> held[f] = NONE; lives[f] = false; goto register fi);
#endif
  STEP(written[f] = true; if :: linked[f] -> RING :: else fi);
  PROMISE(livingSeen, linked[f] || byHand[f] || home[f] != current);
  /* The one before goes now, if this one took its place. */
  STEP(if :: old != NONE -> held[old] = NONE; lives[old] = false; old = NONE :: else fi);

idle:
endIdle:
  if
  :: atomic { acknowledged < ACKNOWLEDGEMENTS && f != NONE -> acknowledged++ };
#ifdef NO_REGISTERING_ANEW
     STEP(told[f] = !linked[f] && byHand[f]);
#else
     STEP(if :: !linked[f] -> old = f; f = NONE; goto register :: else fi);
#endif
     STEP(shows[f] = true; if :: linked[f] -> RING :: else fi);
     PROMISE(livingSeen, linked[f] || byHand[f] || home[f] != current);
     goto idle
  /* It goes: unlinks its file, then loses the lock. */
  :: atomic { !stays -> skip }; STEP(lives[f] = false; linked[f] = false; RING); STEP(held[f] = NONE)
#if RENEWALS
  :: atomic {
       c != current ->
       if :: f != NONE -> linked[f] = false; held[f] = NONE; lives[f] = false; f = NONE :: else fi
     };
     goto attach
#endif
  :: atomic { !stays && kills > 0 -> kills--; goto killed }
  fi;
  goto out;
killed:
  atomic {
    lives[f] = false; if :: held[f] == me -> held[f] = NONE :: else fi
  };
out:
  atomic {
    if :: old != NONE -> lives[old] = false; held[old] = NONE :: else fi;
    f = NONE; old = NONE; stays = false; c = 0; acknowledged = 0
  }
}

#if HANDS
proctype Hand() {
  byte n = NONE;
  if
  :: atomic { linked[1] -> n = 1 } :: atomic { linked[2] -> n = 2 } :: atomic { linked[3] -> n = 3 } :: true
  fi;
  atomic { if :: linked[n] -> linked[n] = false; byHand[n] = true; RING :: else fi; n = NONE }
}
#endif

#if RENEWALS
/* Removes the channel, which is made anew at once, and deletes the directory, if no viewer came late. */
proctype Remover() {
  byte n = 1;
  current++;
  do
  :: n <= made -> if :: home[n] < current -> linked[n] = false :: else fi; n++
  :: else -> break
  od;
  atomic {
    n = 1;
    do :: n <= made && !(linked[n] && home[n] < current) -> n++ :: else -> break od;
    if :: n > made -> deleted = current :: else fi;
    n = 0
  }
}
#endif

/* One file of a listing. A file that is locked is a viewer's; any other is unlinked, with the lock. */
inline look(n) {
  STEP(if :: linked[n] -> was = lives[n] :: else -> n = NONE fi);
  if
  :: n != NONE ->
#ifdef EXCLUSIVE_PROBE
     STEP(if :: held[n] == NONE && looked[n] == 0 -> held[n] = me; isFree = true :: else -> isFree = false fi);
#else
     STEP(if :: held[n] == NONE -> looked[n] = looked[n] | BIT(me); isFree = true :: else -> isFree = false fi);
#endif
     if
     :: isFree ->
#ifdef UNLOCK_BEFORE_UNLINK
        STEP(looked[n] = looked[n] & ~BIT(me));
#endif
        STEP(if :: linked[n] -> linked[n] = false; RING :: else fi);
        STEP(looked[n] = looked[n] & ~BIT(me); if :: held[n] == me -> held[n] = NONE :: else fi)
     :: else ->
        /* One that has no record yet is left out. */
        STEP(
#ifdef LIST_WITHOUT_RECORD
          if :: true ->
#else
          if :: written[n] ->
#endif
             PROMISE(recordWhole, written[n]);
             PROMISE(noneDead, was);                             /* none that was dead before we looked */
             if :: shows[n] -> hasShown = true :: else fi
          :: else fi)
     fi;
     was = false; isFree = false
  :: else
  fi
}

proctype Lister(byte me) {
  byte i = 1, n = NONE, c = 0;
  bool was = false, isFree = false, hasShown = false;
  c = current;
  do
  :: i <= made -> if :: home[i] == c -> n = i; look(n) :: else fi; i++
  :: else -> break
  od;
  goto out;
killed:
  atomic {
    i = 1;
    do
    :: i <= FILES -> looked[i] = looked[i] & ~BIT(me); if :: held[i] == me -> held[i] = NONE :: else fi; i++
    :: else -> break
    od
  }
out:
  atomic { i = 0; n = NONE; was = false; isFree = false; hasShown = false }
}

#if WAITERS > 0
/* Watches first, then looks; what comes meanwhile rings. */
proctype Waiter(byte me) {
  byte i = 1, n = NONE, c = 0;
  bool was = false, isFree = false, hasShown = false;
#ifndef WATCH_AFTER_LOOK
  watching = watching | BIT(me);
#endif
again:
  rung = rung & ~BIT(me);
  i = 1;
  do
  :: i <= made -> if :: home[i] == c -> n = i; look(n) :: else fi; i++
  :: else -> break
  od;
#ifdef WATCH_AFTER_LOOK
  watching = watching | BIT(me);
#endif
#ifdef DRAIN_AFTER_LOOK
  rung = rung & ~BIT(me);
#endif
  if :: hasShown -> satisfied = satisfied | BIT(me); goto out :: else fi;
endWait:
  rung & BIT(me);
  goto again;
killed:
  atomic {
    i = 1;
    do
    :: i <= FILES -> looked[i] = looked[i] & ~BIT(me); if :: held[i] == me -> held[i] = NONE :: else fi; i++
    :: else -> break
    od;
    satisfied = satisfied | BIT(me)
  }
out:
  watching = watching & ~BIT(me)
}
#endif

/* When nothing happens any more: who lives is seen, and one more listing leaves nobody else. */
proctype Monitor(byte me) {
  byte i = 1, n = NONE, c = 0;
  bool was = false, isFree = false, hasShown = false;
  timeout;
  atomic { kills = 0; c = current };
  do
  :: i <= FILES ->
     PROMISE(livingSeen, !lives[i] || linked[i] || (byHand[i] && !told[i]));
     PROMISE(noneMissed, WAITERS == 0 || !lives[i] || !shows[i] || satisfied != 0);
     i++
  :: else -> break
  od;
  i = 1;
  do :: i <= FILES -> if :: home[i] == c -> n = i; look(n) :: else fi; i++ :: else -> break od;
  i = 1;
  do
  :: i <= FILES ->
     PROMISE(nothingLeft, !linked[i] || home[i] != c || lives[i]);
     PROMISE(livingSeen, !lives[i] || linked[i] || byHand[i]);
     i++
  :: else -> break
  od;
killed:
  skip
}

init {
  byte k = 0;
  atomic {
    do :: k < VIEWERS -> k++; run Viewer(k) :: else -> break od;
    do :: k < VIEWERS + LISTERS -> k++; run Lister(k) :: else -> break od;
#if WAITERS > 0
    do :: k < VIEWERS + LISTERS + WAITERS -> k++; run Waiter(k) :: else -> break od;
#endif
#if HANDS
    run Hand();
#endif
#if RENEWALS
    run Remover();
#endif
    run Monitor(k + 1)
  }
}
