#!/usr/bin/env -S node --
import '../bundle/mso.cjs';
