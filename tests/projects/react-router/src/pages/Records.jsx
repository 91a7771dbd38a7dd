import { Route, Switch } from 'react-router-dom';
import { Labs } from './Labs';

export default function Records() {
  return (
    <Switch>
      <Route path="labs/:test" component={Labs} />
    </Switch>
  );
}
