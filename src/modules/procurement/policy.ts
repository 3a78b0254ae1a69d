/** Who may do what here: the command refuses with it, the page hides the button with it. Each part of the room brings its own rows. */
import './duty/policy.ts';
import './needs/policy.ts';
import './waiver/policy.ts';
